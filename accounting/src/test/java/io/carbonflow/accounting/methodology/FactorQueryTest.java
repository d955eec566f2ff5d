package io.carbonflow.accounting.methodology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.rules.Facts;

class FactorQueryTest {

    @Test
    void looksUpTheActivityItselfWhereItNamesNone() {
        assertThat(query(null).activityFor(facts("333310", Map.of()))).contains("investment.equity");
        assertThat(query(null).names()).isEmpty();
    }

    @Test
    void putsFactsIntoTheCode() {
        var query = query("{activity}.{industry}.{attributes.detail}");

        assertThat(query.activityFor(facts("333310", Map.of("detail", "a$1"))))
            .contains("investment.equity.333310.a$1");
        assertThat(query.names()).isEqualTo(Set.of("activity", "industry", "attributes.detail"));
    }

    @Test
    void hasNoCodeWhereAFactIsNotStated() {
        assertThat(query("spend.naics.{industry}").activityFor(facts(null, Map.of()))).isEmpty();
        assertThat(query("waste.{attributes.treatment}").activityFor(facts(null, Map.of()))).isEmpty();
    }

    private static FactorQuery query(String activity) {
        return new FactorQuery(FactorQuery.From.LIBRARY, activity, null, List.of());
    }

    private static Facts facts(String industry, Map<String, String> attributes) {
        return new Facts("demo", "supplier", "investment.equity", "investment", "US", null, industry, "measured",
                "money",
                null, null, null, "ERP", "own", LocalDate.parse("2025-06-30"), Set.of(), attributes);
    }
}
