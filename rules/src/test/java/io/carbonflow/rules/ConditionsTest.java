package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.rules.Condition;

class ConditionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "true | true",
            "country == 'DE' | true",
            "country == 'FR' | false",
            "country in ['DE', 'AT'] && kind == 'logistics' | true",
            "subdivision == '' | true",
            "day >= '2025-11-01' && day < '2025-12-01' | true",
            "activity.startsWith('freight.road') | true",
            "activity.matches('^freight[.][a-z]+$') | false",
            "'mass' in given | true",
            "given.exists(figure, figure == 'legs') | false",
            "attributes.direction == 'inbound' | true",
            "attributes['paid_by'] == 'us' | true",
            "has(attributes.direction) | true",
            "has(attributes.capital) | false",
            "'direction' in attributes | true",
            "double(attributes.load) > 2.5 | true"})
    void answersByTheFacts(String text, boolean expected) {
        assertThat(Conditions.parse(text).holds(SomeFacts.ofFreight())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attributes.capital == 'true'", "attributes.capital != 'true'",
            "!(attributes.capital == 'true')", "int(attributes.direction) > 0"})
    void doesNotHoldWhereItCannotBeAnswered(String text) {
        assertThat(Conditions.parse(text).holds(SomeFacts.ofFreight())).isFalse();
    }

    @Test
    void namesWhatItLooksAt() {
        Condition condition = Conditions
            .parse("has(attributes.a) && attributes['b'] == supplier_id || 'c' in attributes"
                    + " || given.exists(day, day == kind) || [country].all(x, x == attributes.e)");

        assertThat(condition.names()).isEqualTo(Set.of("attributes.a", "attributes.b", "attributes.c", "attributes.e",
                "supplier_id", "given", "kind", "country"));
    }

    @Test
    void saysWhereAnUnknownNameStandsAndWhichAreKnown() {
        assertThatThrownBy(() -> Conditions.parse("country == 'DE' && region == 'EU'"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("line 1, position 20")
            .hasMessageContaining("'region'")
            .hasMessageContaining("supplier_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "country", "1 + 1", "country == 1", "country ==", "open('/etc/passwd')",
            "attributes.mass > 10", "attributes == {}", "size(attributes) > 3", "attributes[country] == 'x'",
            "attributes.exists(name, name == 'x')", "country.matches('(')", "google.protobuf.Any{}", "country = 'DE'",
            "'unclosed", "dyn(attributes).x == 'y'"})
    void refusesWhatIsNoCondition(String text) {
        assertThatThrownBy(() -> Conditions.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAHugeText() {
        assertThatThrownBy(() -> Conditions.parse("country == '" + "x".repeat(1_000_000) + "'"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("allowed are 4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!(", "[", "-(", "{1:", "true ? true : ", "[1].all(x, "})
    void refusesADeepText(String opening) {
        String deep = opening.repeat(3_900 / opening.length()) + "true";

        assertThatThrownBy(() -> Conditions.parse(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsALongChain() {
        Condition condition = Conditions.parse("country == 'XX' || ".repeat(150) + "country == 'DE'");

        assertThat(condition.holds(SomeFacts.ofFreight())).isTrue();
    }

    @Test
    void stopsALoopThatTakesTooManySteps() {
        String list = "[" + "0,".repeat(39) + "0]";

        Condition condition = Conditions.parse("%1$s.all(a, %1$s.all(b, a == b))".formatted(list));

        assertThat(condition.holds(SomeFacts.ofFreight())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "[activity].exists(a, [a].exists(b, [b].exists(c, c == kind))) | allowed are 2",
            "[activity + activity].exists(a, [a + a + a].exists(b, b == kind)) | allowed is + outside of loops",
            "[kind].map(a, [a, a]).exists(a, a == a) | undeclared reference",
            "[kind].filter(a, a == 'x') == [] | undeclared reference"})
    void refusesLoopsThatCouldFillTheMemory(String text, String fault) {
        assertThatThrownBy(() -> Conditions.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(fault);
    }

    @Test
    void countsInALoop() {
        assertThat(Conditions.parse("given.exists_one(figure, figure in ['mass', 'legs'])")
            .holds(SomeFacts.ofFreight())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{1000}){1000}){1000})", "a{40}b{40}", "(a{2,900}){2}", "(a{900,}){2}"})
    void refusesAPatternThatGrowsWhenItIsRead(String pattern) {
        assertThatThrownBy(() -> Conditions.parse("activity.matches('" + pattern + "')"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("counts that multiply to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"activity.matches(attributes.pattern)", "activity.matches('a' + 'b')"})
    void refusesAPatternThatIsWorkedOut(String text) {
        assertThatThrownBy(() -> Conditions.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("allowed is a regular expression as a text");
    }

    @Test
    void isEqualToAnotherOfTheSameText() {
        assertThat(Conditions.parse("kind == 'energy'")).isEqualTo(Conditions.parse("kind == 'energy'"))
            .hasToString("kind == 'energy'");
    }
}
