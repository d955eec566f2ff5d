package io.carbonflow.accounting.transport;

import static io.carbonflow.accounting.transport.Freights.leg;
import static io.carbonflow.accounting.transport.Freights.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;

class MovementTest {

    private static final String[] TEN_TONNES_50_KM = {"mass", "10", "mass_unit", "t", "distance", "50",
            "distance_unit", "km"};

    @Test
    void isMassTimesDistanceWithBothInTheBasis() {
        // When
        Leg leg = leg("freight.road", "mass", "87", "mass_unit", "kg", "distance", "423", "distance_unit", "km");

        // Then
        assertThat(leg.quantity().toString()).isEqualTo("36.801 t.km");
        assertThat(leg.element()).isNull();
        assertThat(leg.factorActivity()).isEqualTo("freight.road");
        assertThat(leg.notices()).isEmpty();
        var basis = leg.basis().orElseThrow();
        assertThat(basis.formula().text()).isEqualTo("mass * distance");
        assertThat(basis.inputs().get("mass").value()).isEqualByComparingTo("0.087");
        assertThat(basis.inputs().get("mass").source()).isEqualTo("mass, 87 kg as received");
        assertThat(basis.quantity()).isEqualTo(leg.quantity());
    }

    @ParameterizedTest(name = "{0} on a {1} of 50 km: {2} t.km for 10 t")
    @CsvSource({"road,actual,500", "road,shortest_feasible,525", "sea,shortest_feasible,575",
            "rail,shortest_feasible,500", "inland_waterway,shortest_feasible,500", "air,great_circle,1450",
            "sea,actual,500"})
    void adjustsTheDistanceToTheOneCoveredAsIso14083Publishes(String mode, String kind, String expected) {
        // When: 10 t over 50 km is TCE 1 of case A in the CLECAT guide, 525 tkm by road
        Leg leg = leg("freight." + mode, with(TEN_TONNES_50_KM, "distance_kind", kind));

        // Then
        assertThat(leg.quantity().amount()).isEqualByComparingTo(expected);
        boolean adjusted = !expected.equals("500");
        assertThat(leg.notices().stream().map(Notice::code).anyMatch(NoticeCode.DISTANCE_ADJUSTED::equals))
            .isEqualTo(adjusted);
    }

    @ParameterizedTest
    @CsvSource({"road,great_circle", "sea,great_circle", "rail,great_circle", "air,shortest_feasible"})
    void refusesADistanceTheStandardHasNoAdjustmentFor(String mode, String kind) {
        assertThat(reasons("freight." + mode, with(TEN_TONNES_50_KM, "distance_kind", kind)))
            .singleElement()
            .satisfies(reason -> {
                assertThat(reason.field()).isEqualTo("distance_kind");
                assertThat(reason.detail()).contains(mode, kind, "distance_adjustment");
            });
        // A stated one closes the gap.
        assertThat(leg("freight." + mode, with(TEN_TONNES_50_KM, "distance_kind", kind, "distance_adjustment", "1.2"))
            .quantity()
            .amount()).isEqualByComparingTo("600");
    }

    @Test
    void worksTheGreatCircleOutOfCoordinates() {
        // When: London Heathrow to New York JFK
        Leg leg = leg("freight.air", "mass", "1", "mass_unit", "t", "origin_lat", "51.4700", "origin_lon", "-0.4543",
                "destination_lat", "40.6413", "destination_lon", "-73.7781");

        // Then: to the metre, with 95 km added
        var inputs = leg.basis().orElseThrow().inputs();
        assertThat(inputs.get("distance").value().scale()).isEqualTo(3);
        assertThat(inputs.get("distance").value()).isBetween(new BigDecimal("5535"), new BigDecimal("5545"));
        assertThat(leg.quantity().amount().subtract(inputs.get("distance").value())).isEqualByComparingTo("95");
        assertThat(leg.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.DISTANCE_FROM_COORDINATES, NoticeCode.DISTANCE_ADJUSTED);
    }

    @Test
    void namesTheCoordinateThatIsMissingOrOffTheEarth() {
        assertThat(reasons("freight.air", "mass", "1", "mass_unit", "t", "origin_lat", "91", "origin_lon", "0",
                "destination_lat", "0"))
            .extracting(Refusal::field)
            .containsExactly("origin_lat", "destination_lon");
    }

    @Test
    void takesAStatedTonneKilometreThatIsMassTimesDistance() {
        // When
        Leg leg = leg("freight.road", "quantity", "36.8", "unit", "t.km", "mass", "87", "mass_unit", "kg", "distance",
                "423", "distance_unit", "km");

        // Then: the stated figure counts, and the receipt still shows mass and distance
        assertThat(leg.quantity().toString()).isEqualTo("36.8 t.km");
        assertThat(leg.basis().orElseThrow().inputs()).containsKeys("transport_activity", "mass", "distance");
    }

    @Test
    void refusesAStatedTonneKilometreThatIsNot() {
        assertThat(reasons("freight.road", "quantity", "36.9", "unit", "t.km", "mass", "87", "mass_unit", "kg",
                "distance", "423", "distance_unit", "km"))
            .singleElement()
            .isEqualTo(new Refusal(io.carbonflow.accounting.calculation.RefusalCode.FIELD_INVALID, "quantity",
                    "quantity is 36.9 t.km, 87 kg x 423 km is 36.801 t.km"));
    }

    @Test
    void multipliesContainersByDistanceWhereNoMassIsStated() {
        // When: five reefer TEU over 21,000 km (GLEC v3, 128.7 g CO2e per TEU.km)
        Leg leg = leg("freight.sea.container", "teu", "5", "distance", "21000", "distance_unit", "km");

        // Then: 13.51 t CO2e
        assertThat(leg.quantity().toString()).isEqualTo("105000 TEU.km");
        assertThat(Freights.times(leg, "0.1287")).isEqualByComparingTo("13513.5");
    }

    @Test
    void turnsAVehiclesDistanceIntoTransportByItsLoad() {
        // When: a fleet's loaded kilometres and mean load (GLEC v3, module 4, section 1.1)
        Leg loaded = leg("freight.road", "quantity", "1000000", "unit", "vehicle.km", "load", "15", "load_unit", "t");
        Leg planned = leg("freight.road", "quantity", "1000", "unit", "vehicle.km", "capacity", "24", "capacity_unit",
                "t", "load_factor", "0.6", "empty_running", "0.17");

        // Then
        assertThat(loaded.quantity().amount()).isEqualByComparingTo("15000000");
        assertThat(planned.quantity().amount()).isEqualByComparingTo("11952");
        assertThat(planned.basis().orElseThrow().formula().text())
            .isEqualTo("vehicle_distance * (1 - empty_running) * capacity * load_factor");
    }

    @Test
    void keepsAVehiclesDistanceForAFactorPerVehicleKilometre() {
        // When: a consignment of half of what the vehicle carries on average, over 100 km with a fifth run empty
        Leg driven = leg("freight.road", "quantity", "1000", "unit", "vehicle.km");
        Leg share = leg("freight.road", "mass", "6", "mass_unit", "t", "distance", "100", "distance_unit", "km",
                "basis", "vehicle", "capacity", "24", "capacity_unit", "t", "load_factor", "0.5", "empty_running",
                "0.2");

        // Then
        assertThat(driven.quantity().toString()).isEqualTo("1000 vehicle.km");
        assertThat(share.quantity().amount()).isEqualByComparingTo("62.5");
        assertThat(share.quantity().unit().code()).isEqualTo("vehicle.km");
        assertThat(share.basis().orElseThrow().formula().text())
            .isEqualTo("mass * distance / (capacity * load_factor * (1 - empty_running))");
    }

    @ParameterizedTest
    @CsvSource({"capacity,0", "load_factor,0", "empty_running,1"})
    void dividesByNothingThatIsZero(String field, String value) {
        assertThat(reasons("freight.road", "mass", "6", "mass_unit", "t", "distance", "100", "distance_unit", "km",
                "basis", "vehicle", "capacity", field.equals("capacity") ? value : "24", "capacity_unit", "t",
                "load_factor", field.equals("load_factor") ? value : "0.5", "empty_running",
                field.equals("empty_running") ? value : "0"))
            .extracting(Refusal::field)
            .containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({"load_factor,1.1", "load_factor,-0.1", "empty_running,2", "load_factor,many"})
    void refusesAShareThatIsNone(String field, String value) {
        assertThat(reasons("freight.road", "quantity", "1000", "unit", "vehicle.km", "capacity", "24", "capacity_unit",
                "t", "load_factor", field.equals("load_factor") ? value : "0.5", "empty_running",
                field.equals("empty_running") ? value : "0"))
            .extracting(Refusal::field)
            .containsExactly(field);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(reasons("freight.road")).extracting(Refusal::field).containsExactly("quantity");
        assertThat(reasons("freight.road", "mass", "1")).extracting(Refusal::field)
            .containsExactly("mass_unit", "distance", "distance_unit");
        assertThat(reasons("freight.road", "quantity", "1000", "unit", "vehicle.km", "empty_running", "0.2"))
            .extracting(Refusal::field)
            .containsExactly("load");
        assertThat(reasons("freight.road", "quantity", "1", "unit", "TEU")).singleElement()
            .satisfies(reason -> assertThat(reason.detail()).contains("state it as mass"));
        assertThat(reasons("freight.road", "quantity", "1", "unit", "kWh")).extracting(Refusal::field)
            .containsExactly("unit");
    }

    @Test
    void isTheSameInEveryUnit() {
        // Given
        var metric = leg("freight.road", "mass", "907.18474", "mass_unit", "kg", "distance", "1.609344",
                "distance_unit", "km");

        // When
        var american = leg("freight.road", "mass", "1", "mass_unit", "short_ton", "distance", "1", "distance_unit",
                "mi");

        // Then
        assertThat(american.quantity().amount()).isEqualByComparingTo(metric.quantity().amount());
    }

    @ParameterizedTest
    @CsvSource({"freight.road.hgv,freight.road.hgv.refrigerated", "freight.sea,freight.sea.refrigerated",
            "freight.road.hgv.rigid,freight.road.hgv.refrigerated.rigid",
            "freight.sea.refrigerated,freight.sea.refrigerated"})
    void takesTheRefrigeratedKindForCooledGoods(String activity, String expected) {
        Leg leg = leg(activity, with(TEN_TONNES_50_KM, "temperature_controlled", "true"));

        assertThat(leg.activity()).isEqualTo(expected);
        assertThat(leg.factorActivity()).isEqualTo(expected);
        assertThat(leg.notices()).isEmpty();
    }

    @Test
    void saysWhenNoFactorKnowsOfCooling() {
        assertThat(leg("freight.rail", with(TEN_TONNES_50_KM, "temperature_controlled", "true")).notices())
            .extracting(Notice::code)
            .containsExactly(NoticeCode.TEMPERATURE_CONTROL_NOT_COVERED);
        assertThat(leg("freight.rail", with(TEN_TONNES_50_KM, "temperature_controlled", "false")).notices()).isEmpty();
        assertThat(reasons("freight.rail", with(TEN_TONNES_50_KM, "temperature_controlled", "cold")))
            .extracting(Refusal::field)
            .containsExactly("temperature_controlled");
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.of(fields, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
