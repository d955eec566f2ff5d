package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'gwp_set': 'AR7'} | gwp_set",
            "{'edition': 2025} | edition",
            "{'factor_sets': 'epa'} | factor_sets",
            "{'official': ['spend_based', 'guess']} | official[1]",
            "{'official': ['spend_based', 'spend_based']} | official",
            "{'use_supplier_factors': 'yes'} | use_supplier_factors",
            "{'consolidation': 'control'} | consolidation",
            "{'attribution': {'version': 0, 'id': 'default'}} | attribution.version",
            "{'attribution': {}} | attribution.id",
            "{'publish_tolerance_percent': -1} | publish_tolerance_percent",
            "{'publish_tolerance': 1} | publish_tolerance"})
    void namesTheMemberThatIsWrong(String json, String path) {
        assertThat(Checked.paths("policy", "policy", json)).containsExactly(path);
    }

    @Test
    void takesAnEmptyPolicyAsTheShippedOne() {
        assertThat(Checked.faults("policy", "policy", "{}")).isEmpty();
    }
}
