package io.carbonflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

class ClosedFormTest {

    private static final String DIESEL_WORLD = """
            {"id":"dw","activity":"fuel.diesel","region":"WORLD","year":2025,"unit":"L","gwp_set":"AR5","set":"desnz",
             "methane_origin":"non_fossil","kg_co2e":2.66155,"kg_co2":2.62818,"kg_ch4":0.000010357143,
             "kg_n2o":0.000124830189}""";
    private static final String DIESEL_WORLD_EPA = """
            {"id":"de","activity":"fuel.diesel","region":"WORLD","year":2025,"unit":"L","gwp_set":"not_stated","set":"epa",
             "kg_co2e":9}""";
    private static final String DIESEL_GB_2024 = """
            {"id":"d24","activity":"fuel.diesel","region":"GB","year":2024,"unit":"L","gwp_set":"not_stated",
             "kg_co2e":2.51279}""";
    private static final String DIESEL_GB_2026 = """
            {"id":"d26","activity":"fuel.diesel","region":"GB","year":2026,"unit":"L","gwp_set":"not_stated","kg_co2e":2.6}""";
    private static final String DIESEL_GB_KWH = """
            {"id":"dk","activity":"fuel.diesel","region":"GB","year":2025,"unit":"kWh","gwp_set":"not_stated",
             "kg_co2e":0.25}""";
    private static final String DIESEL_SUPPLY = """
            {"id":"ds","activity":"fuel.diesel","part":"well_to_tank","region":"WORLD","year":2025,"unit":"L",
             "gwp_set":"AR5","kg_co2e":0.62409}""";
    private static final String LORRY = """
            {"id":"l","activity":"freight.road.hgv","region":"WORLD","year":2025,"unit":"t.km","gwp_set":"AR5",
             "methane_origin":"non_fossil","kg_co2e":0.12522,"kg_co2e_wtt":0.02359,"kg_co2":0.10012,
             "kg_ch4":0.000000714286,"kg_n2o":0.000005622642}""";
    private static final String GRID_GB = """
            {"id":"g","activity":"electricity.grid","region":"GB","year":2025,"unit":"kWh","gwp_set":"AR6","set":"desnz",
             "boundary":"generation","kg_co2e":0.2}""";
    private static final String GRID_GB_EMBER = """
            {"id":"o","activity":"electricity.grid","region":"GB","year":2026,"unit":"kWh","gwp_set":"AR6","set":"ember",
             "boundary":"life_cycle","kg_co2e":0.3}""";
    private static final String GRID_LOSSES = """
            {"id":"t","activity":"electricity.grid","part":"transmission_and_distribution","region":"GB","year":2025,
             "unit":"kWh","gwp_set":"AR6","set":"desnz","kg_co2e":0.02}""";
    private static final String GRID_DE = """
            {"id":"n","activity":"electricity.grid","region":"DE","year":2025,"unit":"kWh","gwp_set":"AR6","set":"ember",
             "boundary":"life_cycle","kg_co2e":0.35}""";
    private static final String GRID_SUPPLY_WORLD = """
            {"id":"s","activity":"electricity.grid","part":"well_to_tank","region":"WORLD","year":2025,"unit":"kWh",
             "gwp_set":"AR6","kg_co2e":0.05}""";
    private static final String STEEL = """
            {"id":"n","activity":"spend.naics.331110","region":"WORLD","year":2022,"unit":"USD","gwp_set":"AR5",
             "kg_co2e":0.787}""";

    @Test
    void weighsTheGasesByTheirPotentialsOfTheSixthReport() {
        // 100 x (2.62818 + 0.000010357143 x 27.0 + 0.000124830189 x 273) = 266.2538284458
        assertThat(kilograms(diesel("100", "FR", 2025), DIESEL_WORLD)).isEqualTo(activity("266.253828"));
    }

    @Test
    void takesThePublishedValueWhereGasesAreNotGiven() {
        assertThat(kilograms(diesel("10", "GB", 2024), DIESEL_GB_2024, DIESEL_WORLD)).isEqualTo(activity("25.127900"));
    }

    @Test
    void addsTheSupplyOfTheFuelThatAFreightFactorIncludes() {
        // 1000 x (0.10012 + 0.000000714286 x 27.0 + 0.000005622642 x 273 + 0.02359) = 125.264266988
        var event = PlannedEvent.of("e", new Basis.Published("freight.road.hgv", "FR", 2025, new BigDecimal("1000"),
                "t.km"));
        assertThat(kilograms(event, LORRY)).isEqualTo(activity("125.264267"));
    }

    @Test
    void takesTheNearestEarlierYearElseTheFirstLaterOne() {
        assertThat(kilograms(diesel("1", "GB", 2025), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualTo(activity("2.512790"));
        assertThat(kilograms(diesel("1", "GB", 2023), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualTo(activity("2.512790"));
        assertThat(kilograms(diesel("1", "GB", 2027), DIESEL_GB_2024, DIESEL_GB_2026)).isEqualTo(activity("2.600000"));
    }

    @Test
    void passesOverAFactorInAnotherUnit() {
        assertThat(kilograms(diesel("100", "GB", 2025), DIESEL_GB_KWH, DIESEL_WORLD)).isEqualTo(activity("266.253828"));
    }

    @Test
    void takesDesnzBeforeEpaForTheSamePlaceAndYearAndTheNewerRowOfOneId() {
        String older = DIESEL_WORLD.replace("\"kg_co2\":2.62818", "\"kg_co2\":1");

        assertThat(kilograms(diesel("100", "FR", 2025), DIESEL_WORLD_EPA, DIESEL_WORLD, older))
            .isEqualTo(activity("266.253828"));
    }

    @Test
    void addsTheSupplyOfOwnFuelAsAPartOfItsOwn() {
        var own = PlannedEvent.ofEnergy("e",
                new Basis.Published("fuel.diesel", "FR", 2026, new BigDecimal("100"), "L"));

        assertThat(kilograms(own, DIESEL_WORLD, DIESEL_SUPPLY)).isEqualTo(
                Map.of("activity", new BigDecimal("266.253828"), "well_to_tank", new BigDecimal("62.409000")));
        assertThat(kilograms(own, DIESEL_WORLD)).isEqualTo(activity("266.253828"));
    }

    @Test
    void takesTheCountrysOwnPublisherBeforeInternationalStatisticsAndAddsTheLossesOfTheGrid() {
        assertThat(kilograms(electricity("GB"), GRID_GB_EMBER, GRID_GB, GRID_LOSSES)).isEqualTo(
                Map.of("activity", new BigDecimal("20.000000"), "transmission_and_distribution",
                        new BigDecimal("2.000000")));
    }

    @Test
    void addsNoSupplyToAFigureOfTheWholeLifeCycle() {
        assertThat(kilograms(electricity("DE"), GRID_DE, GRID_SUPPLY_WORLD)).isEqualTo(activity("35.000000"));
    }

    @Test
    void addsTheSupplyToAFigureThatCameWithTheEvent() {
        var carried = new PlannedEvent("e", new Basis.Carried(new BigDecimal("100"), new BigDecimal("0.3852")),
                electricity("DE").energy());

        assertThat(kilograms(carried, GRID_DE, GRID_SUPPLY_WORLD)).isEqualTo(
                Map.of("activity", new BigDecimal("38.520000"), "well_to_tank", new BigDecimal("5.000000")));
    }

    @Test
    void bringsMoneyToThePricesOfTheFactorsYear() {
        // 1000 x 292.655 / 321.943 x 0.787 = 715.4045...; of 2026 there is no level, 2025 is the nearest
        var spent = PlannedEvent.of("e", new Basis.Spent(new Basis.Published("spend.naics.331110", "DE", 2026,
                new BigDecimal("1000"), "USD")));
        var levels = Map.of(2022, new BigDecimal("292.655"), 2025, new BigDecimal("321.943"));

        assertThat(new ClosedForm(factors(levels, STEEL)).kilograms(spent)).isEqualTo(activity("715.404544"));
        assertThat(new ClosedForm(factors(Map.of(), STEEL)).kilograms(spent)).isEqualTo(activity("787.000000"));
    }

    @Test
    void multipliesAFigureThatCameWithTheEvent() {
        var event = PlannedEvent.of("e",
                new Basis.Carried(new BigDecimal("1247.3"), new BigDecimal("385.2").movePointLeft(3)));
        assertThat(kilograms(event)).isEqualTo(activity("480.459960"));
    }

    @Test
    void roundsEachEventHalfEvenBeforeItSums() {
        var half = PlannedEvent.of("e", new Basis.Carried(BigDecimal.ONE, new BigDecimal("0.0000005")));
        var another = PlannedEvent.of("f", half.basis());
        var oneAndAHalf = PlannedEvent.of("g", new Basis.Carried(BigDecimal.ONE, new BigDecimal("0.0000015")));

        var byEvent = new ClosedForm(factors(Map.of())).kilograms(List.of(half, another, oneAndAHalf));

        assertThat(Bookings.total(byEvent)).isEqualTo(new BigDecimal("0.000002"));
    }

    @Test
    void saysSoWhenNothingIsPublished() {
        assertThatThrownBy(() -> kilograms(diesel("1", "FR", 2025))).isInstanceOf(ApiException.class)
            .hasMessageContaining("no published factor")
            .hasMessageContaining("fuel.diesel");
    }

    private static PlannedEvent diesel(String litres, String country, int year) {
        return PlannedEvent.of("e", new Basis.Published("fuel.diesel", country, year, new BigDecimal(litres), "L"));
    }

    private static PlannedEvent electricity(String country) {
        var published = new Basis.Published("electricity.grid", country, 2026, new BigDecimal("100"), "kWh");
        return new PlannedEvent("e", published, Optional.of(published));
    }

    private static Map<String, BigDecimal> activity(String kilograms) {
        return Map.of("activity", new BigDecimal(kilograms));
    }

    private static Map<String, BigDecimal> kilograms(PlannedEvent event, String... rows) {
        return new ClosedForm(factors(Map.of(), rows)).kilograms(event);
    }

    private static PublishedFactors factors(Map<Integer, BigDecimal> priceLevels, String... rows) {
        return new PublishedFactors(activity -> Stream.of(rows).map(ClosedFormTest::json).toList(), priceLevels);
    }

    private static JsonNode json(String text) {
        return new Api.Answer(200, text).json();
    }
}
