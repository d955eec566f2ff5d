package io.carbonflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

class ClosedFormTest {

    private static final String DIESEL_WORLD = """
            {"activity":"fuel.diesel","region":"WORLD","year":2025,"unit":"L","gwp_set":"AR5","methane_origin":"non_fossil",
             "kg_co2e":2.66155,"kg_co2":2.62818,"kg_ch4":0.000010357143,"kg_n2o":0.000124830189}""";
    private static final String DIESEL_GB_2024 = """
            {"activity":"fuel.diesel","region":"GB","year":2024,"unit":"L","gwp_set":"not_stated","kg_co2e":2.51279}""";
    private static final String DIESEL_GB_2026 = """
            {"activity":"fuel.diesel","region":"GB","year":2026,"unit":"L","gwp_set":"not_stated","kg_co2e":2.6}""";
    private static final String DIESEL_GB_KWH = """
            {"activity":"fuel.diesel","region":"GB","year":2025,"unit":"kWh","gwp_set":"not_stated","kg_co2e":0.25}""";

    @Test
    void weighsTheGasesByTheirPotentialsOfTheSixthReport() {
        // 100 x (2.62818 + 0.000010357143 x 27.0 + 0.000124830189 x 273) = 266.2538284458
        assertThat(kilograms(diesel("100", "FR", 2025), DIESEL_WORLD)).isEqualByComparingTo("266.253828");
    }

    @Test
    void takesThePublishedValueWhereGasesAreNotGiven() {
        assertThat(kilograms(diesel("10", "GB", 2024), DIESEL_GB_2024, DIESEL_WORLD)).isEqualByComparingTo("25.1279");
    }

    @Test
    void takesTheNearestEarlierYearElseTheFirstLaterOne() {
        assertThat(kilograms(diesel("1", "GB", 2025), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualByComparingTo("2.51279");
        assertThat(kilograms(diesel("1", "GB", 2023), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualByComparingTo("2.51279");
        assertThat(kilograms(diesel("1", "GB", 2027), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualByComparingTo("2.6");
    }

    @Test
    void passesOverAFactorInAnotherUnit() {
        assertThat(kilograms(diesel("100", "GB", 2025), DIESEL_GB_KWH, DIESEL_WORLD))
            .isEqualByComparingTo("266.253828");
    }

    @Test
    void multipliesAFigureThatCameWithTheEvent() {
        var event = new PlannedEvent("e",
                new Basis.Carried(new BigDecimal("1247.3"), new BigDecimal("385.2").movePointLeft(3)));
        assertThat(new ClosedForm(factors()).kilograms(event)).isEqualTo(new BigDecimal("480.459960"));
    }

    @Test
    void roundsEachEventHalfEvenBeforeItSums() {
        var half = new PlannedEvent("e", new Basis.Carried(BigDecimal.ONE, new BigDecimal("0.0000005")));
        var oneAndAHalf = new PlannedEvent("f", new Basis.Carried(BigDecimal.ONE, new BigDecimal("0.0000015")));
        assertThat(new ClosedForm(factors()).total(List.of(half, half, oneAndAHalf)))
            .isEqualTo(new BigDecimal("0.000002"));
    }

    @Test
    void saysSoWhenNothingIsPublished() {
        assertThatThrownBy(() -> kilograms(diesel("1", "FR", 2025))).isInstanceOf(ApiException.class)
            .hasMessageContaining("no published factor")
            .hasMessageContaining("fuel.diesel");
    }

    private static PlannedEvent diesel(String litres, String country, int year) {
        return new PlannedEvent("e", new Basis.Published("fuel.diesel", country, year, new BigDecimal(litres), "L"));
    }

    private static BigDecimal kilograms(PlannedEvent event, String... rows) {
        return new ClosedForm(factors(rows)).kilograms(event);
    }

    private static PublishedFactors factors(String... rows) {
        return new PublishedFactors(activity -> Stream.of(rows).map(ClosedFormTest::json).toList());
    }

    private static JsonNode json(String text) {
        return new Api.Answer(200, text).json();
    }
}
