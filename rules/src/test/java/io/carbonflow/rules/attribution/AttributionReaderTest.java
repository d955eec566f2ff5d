package io.carbonflow.rules.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.rules.Checked;
import io.carbonflow.rules.CheckedDocument;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;

class AttributionReaderTest {

    private static final String WASTE_ONLY = """
            {"title": "Waste only", "source": "ours", "rules": [
              {"name": "waste", "when": "family == 'waste'", "scope": 3, "category": 5, "why": "Waste"}]}""";
    private static final RuleDocument OURS = new RuleDocument("attribution", "acme", "ours", 1, WASTE_ONLY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{} | rules",
            "{'rules': []} | rules",
            "{'rules': [{'when': 'true', 'scope': 1}]} | rules[0].name",
            "{'rules': [{'name': 'a', 'scope': 1}]} | rules[0].when",
            "{'rules': [{'name': 'a', 'when': 'family = 1', 'scope': 1}]} | rules[0].when",
            "{'rules': [{'name': 'a', 'when': 'true'}]} | rules[0].scope",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 4}]} | rules[0].scope",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 3}]} | rules[0].category",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 3, 'category': 16}]} | rules[0].category",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 1, 'category': 2}]} | rules[0].category",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 1, 'assumed': true}]} | rules[0].why",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 1}, {'name': 'a', 'when': 'true', 'scope': 2}]}"
                    + " | rules[1].name",
            "{'rules': [{'name': 'a', 'when': 'true', 'scope': 1, 'categry': 2}]} | rules[0].categry"})
    void namesTheFieldThatIsWrong(String json, String path) {
        assertThat(Checked.paths("attribution", "default", json)).containsExactly(path);
    }

    @Test
    void refusesMoreRulesThanCanBeAskedOfEveryEvent() {
        String rules = IntStream.rangeClosed(0, 500)
            .mapToObj("{'name': 'r%d', 'when': 'true', 'scope': 1}"::formatted)
            .collect(Collectors.joining(", "));

        assertThat(Checked.faults("attribution", "default", "{'rules': [" + rules + "]}")).singleElement()
            .satisfies(fault -> assertThat(fault.inWords()).isEqualTo("rules is 501 of them, allowed is up to 500"));
    }

    @Test
    void takesTheMappingThatShips() {
        // Given
        RuleDocument shipped = RuleDocuments.shipped()
            .stream()
            .filter(document -> document.kind().equals("attribution"))
            .findFirst()
            .orElseThrow();

        // Then
        assertThat(RuleDocuments.check("attribution", "default", shipped.json()))
            .isInstanceOf(CheckedDocument.Accepted.class);
    }

    @Test
    void aNewVersionCountsForItsCompanyAlone() {
        // When
        var book = RuleBook.of(List.of(new RuleDocument("attribution", "acme", "default", 1, WASTE_ONLY)));

        // Then
        assertThat(book.forTenant("acme").attribution().attribute(electricity())).isEmpty();
        assertThat(book.forTenant("demo").attribution().attribute(electricity()).map(Attribution::scope)).contains(2);
    }

    @Test
    void aPolicyChoosesTheMapping() {
        // Given
        var policy = new RuleDocument("policy", "acme", "policy", 1,
                "{\"attribution\": {\"id\": \"ours\", \"version\": 1}}");

        // Then
        assertThat(RuleBook.of(List.of(OURS)).forTenant("acme").attribution().id()).isEqualTo("default");
        assertThat(RuleBook.of(List.of(OURS, policy)).forTenant("acme").attribution().id()).isEqualTo("ours");
    }

    private static Facts electricity() {
        return new Facts("acme", "energy", "electricity.grid", "purchased_energy", "DE", null, null, null, "energy",
                null, null, null, null, "own", LocalDate.parse("2025-11-03"), Set.of(), Map.of());
    }
}
