package io.carbonflow.accounting.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;

class ActivityCatalogueTest {

    @ParameterizedTest
    @ValueSource(strings = {"electricity.grid", "electricity.renewable", "heat.district", "fuel.diesel", "fuel.petrol",
            "fuel.natural_gas", "fuel.lpg", "fuel.fuel_oil", "fuel.coal", "fuel.coal.anthracite", "refrigerant.r-410a",
            "freight.road", "freight.road.hgv", "freight.road.van", "freight.rail", "freight.sea.container",
            "freight.sea.bulk", "freight.air.short_haul", "freight.air.long_haul", "freight.inland_waterway",
            "spend.naics.331110", "spend.industry.steel", "waste.landfill", "waste.recycling.plastics",
            "travel.air.long_haul.economy", "travel.rail", "travel.car", "travel.hotel_night", "commute.bus",
            "water.supply", "water.treatment", "product.urn:gtin:5695872369587", "production"})
    void knowsEveryCodeOfTheContract(String code) {
        assertThat(ActivityCatalogue.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "magic", "fuel", "fuel.unobtainium", "spend.naics.33111", "spend.naics.3311101",
            "spend.naics", "freight.hovercraft", "Electricity.Grid", "refrigerant", "refrigerant.<name>", "product.",
            "electricity.grid."})
    void knowsNoOther(String code) {
        assertThat(ActivityCatalogue.isKnown(code)).isFalse();
    }

    @Test
    void saysWhatAnActivityMeasures() {
        // When
        var electricity = ActivityCatalogue.find("electricity.grid").orElseThrow();

        // Then
        assertThat(electricity.accepts(Unit.of("MWh"))).isTrue();
        assertThat(electricity.accepts(Unit.of("kW"))).isFalse();
        assertThat(electricity.dimensionsInWords()).isEqualTo("an energy, such as kWh");
    }

    @Test
    void findsByCodeAndByDescription() {
        assertThat(ActivityCatalogue.search("GASOLINE")).extracting(ActivityType::code)
            .containsExactly("fuel.petrol", "fuel.aviation_gasoline");
        assertThat(ActivityCatalogue.search("spend.naics")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"electricity.gird,electricity.grid", "fuel.desel,fuel.diesel", "diesel,fuel.diesel",
            "freight.lorry,freight.road", "waste.recyling.paper,waste.recycling", "FUEL.PETROL,fuel.petrol"})
    void namesTheNearestCodes(String written, String meant) {
        assertThat(ActivityCatalogue.nearest(written, 3)).hasSize(3).contains(meant);
        assertThat(ActivityCatalogue.unknown(written)).startsWith("unknown activity '" + written + "', nearest are ");
    }

    @ParameterizedTest
    @CsvSource({"spend.naics.541511.without_margins,MONEY", "spend.industry.retail,MONEY",
            "material.metal.steel_cans,MASS",
            "fuel.mobile.buses_cng,VEHICLE_DISTANCE", "commute.homeworking,COUNT", "travel.motorbike,VEHICLE_DISTANCE"})
    void knowsWhatTheLibraryHasFiguresFor(String code, Dimension dimension) {
        assertThat(ActivityCatalogue.find(code).orElseThrow().dimensions()).contains(dimension);
    }
}
