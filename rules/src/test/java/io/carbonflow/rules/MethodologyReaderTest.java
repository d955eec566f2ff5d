package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodologyReaderTest {

    private static final String SOUND = "'title': 'T', 'source': 'S', 'method': 'fuel_based'";

    static Stream<RuleDocument> shipped() {
        return RuleDocuments.shipped().stream();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'priority': 1.5 | priority",
            "'priority': 5000 | priority",
            "'valid_from': '2025-02-30' | valid_from",
            "'valid_to': '+999999999-12-31' | valid_to",
            "'description': 'a\\u0000b' | description",
            "'description': 'a\\ud800b' | description",
            "'formula': 'quantity / 0', 'unit': 'kg', 'inputs': {'quantity': {'from': 'quantity'}} | formula",
            "'formula': 'a / (a - a)', 'unit': 'kg', 'inputs': {'a': {'from': 'attributes.a'}} | formula",
            "'formula': 'a / b', 'unit': 'kg', 'inputs': {'a': {'from': 'mass'}, 'b': {'from': 'constant',"
                    + " 'value': 0, 'source': 'S'}} | formula",
            "'valid_from': '2025-02-01', 'valid_to': '2025-01-01' | valid_to",
            "'kinds': ['energy', 'cheese'] | kinds[1]",
            "'kinds': 'energy' | kinds",
            "'activities': ['fuel', 'fule.diesel'] | activities[1]",
            "'activities': [7] | activities[0]",
            "'selector': 'region == 1' | selector",
            "'selector': '' | selector",
            "'formula': 'a *' | formula",
            "'formula': 'quantity * a', 'unit': 'kg', 'inputs': {'quantity': {'from': 'quantity'}} | formula",
            "'formula': 'quantity * 2', 'inputs': {'quantity': {'from': 'quantity'}} | unit",
            "'unit': 'furlong' | unit",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'from': 'attribute.a'}} | inputs.a.from",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'unit': 'kg'}} | inputs.a.from",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'from': 'constant', 'source': 'S'}} | inputs.a.value",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'from': 'constant', 'value': 2}} | inputs.a.source",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'from': 'constant', 'value': 1e99, 'source': 'S'}}"
                    + " | inputs.a.value",
            "'formula': 'a', 'unit': 'kg', 'inputs': {'a': {'from': 'mass'}, 'b': {'from': 'mass'}} | inputs.b",
            "'inputs': {'Big': {'from': 'mass'}} , 'formula': 'quantity' | inputs.Big",
            "'inputs': {'a': 3} | inputs.a",
            "'factor': {'from': 'moon'} | factor.from",
            "'factor': {'activity': 'fuel'} | factor.activity",
            "'factor': {'activity': 'spend.naics.{naics}'} | factor.activity",
            "'factor': {'region': 'germany'} | factor.region",
            "'factor': {'region': 'CAMX'} | factor.region",
            "'factor': {'region': 'US-CAMX'} | factor.region",
            "'factor': {'sets': ['EPA']} | factor.sets[0]",
            "'factor': {'from': 'reported_emissions'}, 'formula': 'quantity', 'unit': 'kWh',"
                    + " 'inputs': {'quantity': {'from': 'quantity'}} | unit",
            "'attribution': {'category': 3} | attribution.scope",
            "'attribution': {'scope': 3} | attribution.category",
            "'attribution': {'scope': 1, 'category': 3} | attribution.category",
            "'derived': [{'part': 'activity'}] | derived[0].part",
            "'derived': [{}] | derived[0].part",
            "'derived': [{'part': 'well_to_tank', 'scoop': 3}] | derived[0].scoop",
            "'pirority': 3 | pirority",
            "'id': 'another' | id"})
    void namesTheMemberThatIsWrong(String members, String path) {
        assertThat(Checked.paths("methodology", "ours", "{" + SOUND + ", " + members + "}")).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'factor': {'region': 'US/CAMX'}", "'factor': {'region': 'WORLD'}",
            "'formula': 'a / (a - b)', 'unit': 'kg', 'inputs': {'a': {'from': 'mass'}, 'b': {'from': 'attributes.b'}}",
            "'formula': 'a / max(0, 0 - a)', 'unit': 'kg', 'inputs': {'a': {'from': 'attributes.a'}}"})
    void takes(String members) {
        assertThat(Checked.faults("methodology", "ours", "{" + SOUND + ", " + members + "}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "[{'a': 1e-999999999}]", "1e9999"})
    void refusesANumberThatCannotBeWrittenOutAlsoWhereNobodyReadsIt(String number) {
        assertThat(Checked.faults("methodology", "ours", "{'retired': true, 'x': " + number + "}")).singleElement()
            .satisfies(fault -> assertThat(fault.found()).isEqualTo("with a number of too many digits"));
    }

    @Test
    void namesAHundredFaultsOfADocumentThatHasMore() {
        String members = IntStream.range(0, 5_000)
            .mapToObj("'m%d': 1"::formatted)
            .collect(Collectors.joining(", "));

        assertThat(Checked.faults("methodology", "ours", "{" + SOUND + ", " + members + "}")).hasSize(100);
    }

    @Test
    void namesEveryFaultAtOnce() {
        List<DocumentFault> faults = Checked.faults("methodology", "ours",
                "{'method': 'guesswork', 'priority': 'high', 'unknown': 1}");

        assertThat(faults).extracting(DocumentFault::path)
            .containsExactlyInAnyOrder("title", "source", "method", "priority", "unknown");
        assertThat(faults).extracting(DocumentFault::inWords)
            .contains("title is nothing, allowed is a text")
            .anyMatch(words -> words.startsWith("method is 'guesswork', allowed is one of location_based"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"[] | no JSON object", "{'a' | Unexpected end",
            "{'a': 1, 'a': 2} | Duplicate", "{} {} | Trailing"})
    void refusesWhatIsNoObject(String json, String fault) {
        assertThat(Checked.faults("methodology", "ours", json)).singleElement()
            .satisfies(found -> assertThat(found.found()).contains(fault));
    }

    @Test
    void refusesAKindAndAnIdItDoesNotKnow() {
        assertThat(Checked.paths("horoscope", "leo", "{}")).containsExactly("kind");
        assertThat(Checked.paths("methodology", "../etc", "{}")).containsExactly("id");
        assertThat(Checked.paths("policy", "mine", "{}")).containsExactly("id");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void takesBackWhatItGaveOut(RuleDocument document) {
        String rendered = RuleDocuments.rendered(document);

        CheckedDocument checked = RuleDocuments.check(document.kind(), document.id(), rendered);

        assertThat(rendered).startsWith("{\"id\":\"" + document.id() + "\",\"version\":" + document.version());
        assertThat(checked).isInstanceOfSatisfying(CheckedDocument.Accepted.class,
                accepted -> assertThat(RuleDocuments.rendered(new RuleDocument(document.kind(), "", document.id(),
                        document.version(), accepted.json())))
                    .isEqualTo(rendered));
    }
}
