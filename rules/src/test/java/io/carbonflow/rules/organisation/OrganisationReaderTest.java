package io.carbonflow.rules.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Organisation;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.rules.Checked;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;

class OrganisationReaderTest {

    @Test
    void readsWhatIsSaidAndTakesTheRestByTheRelation() {
        // When
        Organisation organisation = organisation("""
                {"facilities": [
                  {"id": "JV", "equity_share": "0.5", "joint_financial_control": true, "operational_control": false},
                  {"id": "OFFICE", "relation": "upstream_leased", "operational_control": true},
                  {"id": "MILL", "relation": "supplier", "supplier_id": "SUP_1"},
                  {"id": "HOLDING", "relation": "investment", "equity_share": 0.05}]}""");

        // Then
        assertThat(organisation.version()).isEqualTo(3);
        assertThat(organisation.find("JV")).contains(new Facility("JV", Relation.OWN, null, new BigDecimal("0.5"), true,
                true, false));
        assertThat(organisation.find("OFFICE")).contains(new Facility("OFFICE", Relation.UPSTREAM_LEASED, null,
                BigDecimal.ZERO, false, true));
        assertThat(organisation.find("MILL")).contains(new Facility("MILL", Relation.SUPPLIER, "SUP_1", BigDecimal.ZERO,
                false, false));
        assertThat(organisation.find("HOLDING")).contains(new Facility("HOLDING", Relation.INVESTMENT, null,
                new BigDecimal("0.05"), false, false));
        assertThat(organisation.find("ELSEWHERE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{} | facilities",
            "{'facilities': {}} | facilities",
            "{'facilities': [{}]} | facilities[0].id",
            "{'facilities': [{'id': 'A'}, {'id': 'A'}]} | facilities[1].id",
            "{'facilities': [{'id': 'A', 'relation': 'friend'}]} | facilities[0].relation",
            "{'facilities': [{'id': 'A', 'relation': 'investment'}]} | facilities[0].equity_share",
            "{'facilities': [{'id': 'A', 'equity_share': 1.2}]} | facilities[0].equity_share",
            "{'facilities': [{'id': 'A', 'equity_share': -0.1}]} | facilities[0].equity_share",
            "{'facilities': [{'id': 'A', 'equity_share': 'half'}]} | facilities[0].equity_share",
            "{'facilities': [{'id': 'A', 'financial_control': 'yes'}]} | facilities[0].financial_control",
            "{'facilities': [{'id': 'A', 'financial_control': false, 'joint_financial_control': true}]}"
                    + " | facilities[0].financial_control",
            "{'facilities': [{'id': 'A', 'equity_share': 0, 'financial_control': false, 'operational_control': false}]}"
                    + " | facilities[0].relation"})
    void namesTheFieldThatIsWrong(String json, String path) {
        assertThat(Checked.paths("organisation", "organisation", json)).containsExactly(path);
    }

    private static Organisation organisation(String json) {
        return RuleBook.of(List.of(new RuleDocument("organisation", "acme", "organisation", 3, json)))
            .forTenant("acme")
            .organisation();
    }
}
