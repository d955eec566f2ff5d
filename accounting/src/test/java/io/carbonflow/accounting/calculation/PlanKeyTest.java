package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.calculation.Activities.electricity;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.allocation.AllocationKeys;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.methodology.MethodologySet;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Organisation;
import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;

/** Two activities with equal keys are calculated by one plan, so a key must tell apart whatever a rule can. */
class PlanKeyTest {

    @Test
    void leavesOutWhatNoRuleLooksAt() {
        // Given
        KeyReader keys = keys(Condition.of("family == 'fuel'", facts -> true, "family"));

        // Then
        assertThat(key(keys, electricity("1").source("a").facility("x").product("p").attributes(Map.of("k", "v"))))
            .isEqualTo(key(keys, electricity("2").source("b").facility("y").product("q")));
    }

    @Test
    void tellsApartByAnIdThatARuleComparesWithAValue() {
        // Given
        KeyReader keys = keys(Condition.of("supplier_id == 'A' || supplier_id == ''", facts -> true, "supplier_id"));

        // Then
        assertThat(key(keys, electricity("1").supplier("A"))).isNotEqualTo(key(keys, electricity("1").supplier("B")));
    }

    @Test
    void asksOnlyWhetherThereIsAnIdWhereRulesDo() {
        // Given
        KeyReader keys = keys(Condition.of("supplier_id != '' && country == 'DE'", facts -> true, "supplier_id",
                "country"));

        // Then
        assertThat(key(keys, electricity("1").supplier("A"))).isEqualTo(key(keys, electricity("1").supplier("B")));
        assertThat(key(keys, electricity("1").supplier("A"))).isNotEqualTo(key(keys, electricity("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"supplier_id == '' + product_id", "product_id + supplier_id == ''",
            "supplier_id == ''.trim()", "product_id\n +  supplier_id != \"\""})
    void looksCloselyWhereTheComparedTextIsPutTogether(String text) {
        // Given
        KeyReader keys = keys(Condition.of(text, facts -> true, "supplier_id", "product_id"));

        // Then
        assertThat(key(keys, electricity("1").supplier("A"))).isNotEqualTo(key(keys, electricity("1").supplier("B")));
    }

    @Test
    void looksCloselyWhereTheTextOfARuleDoesNotShowHowItLooks() {
        // Given
        KeyReader keys = keys(Condition.of("in code", facts -> true, "facility_id"));

        // Then
        assertThat(key(keys, electricity("1").facility("A"))).isNotEqualTo(key(keys, electricity("1").facility("B")));
    }

    @Test
    void tellsApartFacilitiesOfWhichSomethingIsKnown() {
        // Given
        KeyReader keys = keys(Condition.ALWAYS);

        // Then
        assertThat(key(keys, electricity("1").facility("JV"))).isNotEqualTo(key(keys, electricity("1").facility("B")));
        assertThat(key(keys, electricity("1").facility("A"))).isEqualTo(key(keys, electricity("1").facility("B")));
    }

    @Test
    void tellsApartByAnAttributeThatARuleNames() {
        // Given
        KeyReader keys = keys(Condition.of("attributes.purpose == 'waste'", facts -> true, "attributes.purpose"));

        // Then
        assertThat(key(keys, electricity("1").attributes(Map.of("purpose", "waste"))))
            .isNotEqualTo(key(keys, electricity("1").attributes(Map.of("purpose", "heat"))))
            .isNotEqualTo(key(keys, electricity("1").attributes(Map.of("other", "waste"))))
            .isEqualTo(key(keys, electricity("1").attributes(Map.of("purpose", "waste", "note", "n"))));
    }

    @Test
    void asksOnlyWhetherAnAttributeIsStatedWhereRulesDo() {
        // Given
        KeyReader keys = keys(Condition.of("has(attributes.uses) && kind == 'supplier'", facts -> true,
                "attributes.uses", "kind"));

        // Then
        assertThat(key(keys, electricity("1").attributes(Map.of("uses", "5"))))
            .isEqualTo(key(keys, electricity("1").attributes(Map.of("uses", "6"))))
            .isNotEqualTo(key(keys, electricity("1")));
    }

    @Test
    void isNotMisledByAnotherSpellingOfAnAttribute() {
        // Given
        KeyReader keys = keys(Condition.of("has(attributes.uses) && attributes['uses'] == '5'", facts -> true,
                "attributes.uses"));

        // Then
        assertThat(key(keys, electricity("1").attributes(Map.of("uses", "5"))))
            .isNotEqualTo(key(keys, electricity("1").attributes(Map.of("uses", "6"))));
    }

    @Test
    void keepsYearsAndThePeriodsOfRulesApart() {
        // Given
        var periods = new Periods(Set.of(LocalDate.of(2025, 7, 1)), false);

        // Then
        assertThat(period(periods, "2025-01-01")).isEqualTo(period(periods, "2025-06-30"))
            .isNotEqualTo(period(periods, "2025-07-01"))
            .isNotEqualTo(period(periods, "2024-12-31"));
        assertThat(period(periods, "1850-03-01")).isNotEqualTo(period(periods, "1850-03-02"));
        assertThat(period(new Periods(Set.of(), true), "2025-03-01")).isNotEqualTo(period(new Periods(Set.of(), true),
                "2025-03-02"));
    }

    @Test
    void tellsApartDaysOnlyAcrossYears() {
        // Given
        KeyReader keys = keys(Condition.ALWAYS);

        // Then
        assertThat(key(keys, on("2025-01-01T00:00:00Z"))).isEqualTo(key(keys, on("2025-12-31T23:59:59Z")))
            .isNotEqualTo(key(keys, on("2026-01-01T00:00:00Z")));
    }

    private static ActivityData.Builder on(String instant) {
        return ActivityData.of(ActivityKind.ENERGY, "electricity.grid", Instant.parse(instant));
    }

    private static long period(Periods periods, String day) {
        return periods.of(LocalDate.parse(day).toEpochDay());
    }

    private static PlanKey key(KeyReader keys, ActivityData.Builder activity) {
        return keys.key(Item.of(activity.build()), 0);
    }

    private static KeyReader keys(Condition condition) {
        var mapping = new AttributionMapping("a", 1, List.of(new AttributionMapping.Rule(condition, new Attribution(2,
                OptionalInt.empty(), "r", false))));
        var rules = new TenantRules("t", Policy.SHIPPED, MethodologySet.of(List.of()), mapping, new Organisation(1,
                Map.of("JV", Facility.own("JV"))), EnergyInstruments.NONE, List.of(), PriceTables.NONE);
        return new KeyReader(rules, AllocationKeys.NONE);
    }
}
