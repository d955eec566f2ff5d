package io.carbonflow.accounting.transport;

import static io.carbonflow.accounting.transport.Freights.leg;
import static io.carbonflow.accounting.transport.Freights.legs;
import static io.carbonflow.accounting.transport.Freights.reasons;
import static io.carbonflow.accounting.transport.Freights.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.calculation.Refusal;

class ChainTest {

    /** Factors of the published examples, kg CO2e per unit. */
    private static final Map<String, String> GLEC = Map.of("freight.road", "0.0761", "freight.rail", "0.010",
            "freight.hub.transshipment", "0.6", "freight.hub.tank_cleaning", "86.6");

    @Test
    void addsUpLegByLeg() {
        // When: road and rail to Italy, two transshipments, seven tank cleanings (GLEC v3, module 5, level 3)
        List<Leg> legs = legs("freight.road", "mass", "120", "mass_unit", "t", "legs", """
                [{"activity":"freight.road","distance":40,"distance_unit":"km"},
                 {"hub":"transshipment"},
                 {"activity":"freight.rail","distance":"1757.5","distance_unit":"km"},
                 {"hub":"transshipment"},
                 {"activity":"freight.road","distance":52.5,"distance_unit":"km"},
                 {"hub":"tank_cleaning","quantity":7,"unit":"piece"}]""");

        // Then: 3.70 t CO2e
        assertThat(legs).extracting(Leg::element)
            .containsExactly("leg-1", "leg-2", "leg-3", "leg-4", "leg-5", "leg-6");
        BigDecimal total = legs.stream()
            .map(leg -> times(leg, GLEC.get(leg.activity())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total).isEqualByComparingTo("3703.91");
        assertThat(times(legs.get(2), "0.010")).isEqualByComparingTo("2109");
    }

    @Test
    void isTheSameWhenALegIsCutInTwo() {
        // Given
        Leg whole = leg("freight.road", "mass", "7.3", "mass_unit", "t", "distance", "510.7", "distance_unit", "km");

        // When
        List<Leg> halves = legs("freight.road", "mass", "7.3", "mass_unit", "t", "legs", """
                [{"activity":"freight.road","distance":123.4,"distance_unit":"km"},
                 {"activity":"freight.road","distance":387300,"distance_unit":"m"}]""");

        // Then
        assertThat(halves.stream().map(half -> half.quantity().amount()).reduce(BigDecimal.ZERO, BigDecimal::add))
            .isEqualByComparingTo(whole.quantity().amount());
    }

    @Test
    void letsALegHaveItsOwnMassDistanceKindAndCarriersFigure() {
        List<Leg> legs = legs("freight.road", "mass", "1", "mass_unit", "t", "temperature_controlled", "true", "legs",
                """
                        [{"activity":"freight.road.hgv","mass":400,"mass_unit":"kg","distance":100,"distance_unit":"km",
                          "distance_kind":"shortest_feasible"},
                         {"activity":"freight.sea","distance":100,"distance_unit":"km","carried_kg_co2e_wtw":"12.5"}]""");

        assertThat(legs.get(0).quantity().amount()).isEqualByComparingTo("42");
        assertThat(legs.get(0).activity()).isEqualTo("freight.road.hgv.refrigerated");
        assertThat(legs.get(1).carriedKgCo2eWtw()).isEqualByComparingTo("12.5");
        assertThat(legs.get(1).quantity().amount()).isEqualByComparingTo("100");
    }

    @Test
    void namesTheLegAndTheFieldAtFault() {
        assertThat(reasons("freight.road", "mass", "1", "mass_unit", "t", "legs", """
                [{"activity":"freight.road","distance":-1,"distance_unit":"km"},
                 {"activity":"electricity.grid","distance":1,"distance_unit":"km"},
                 {"activity":"freight.rail","distance":1,"distance_unit":"km","speed":80},
                 7]""")).extracting(Refusal::field)
            .containsExactlyInAnyOrder("legs[0].distance", "legs[1].activity", "legs[2].speed", "legs[3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[", "road", "[[1]]", "null"})
    void refusesLegsThatAreNone(String legs) {
        assertThat(reasons("freight.road", "mass", "1", "mass_unit", "t", "legs", legs)).isNotEmpty()
            .allSatisfy(reason -> assertThat(reason.field()).startsWith("legs"));
    }

    @Test
    void refusesAFigureOfTheWholeChainBesideItsLegs() {
        assertThat(reasons("freight.road", "mass", "1", "mass_unit", "t", "distance", "5", "distance_unit", "km",
                "legs", "[{\"activity\":\"freight.road\",\"distance\":5,\"distance_unit\":\"km\"}]"))
            .extracting(Refusal::field)
            .containsExactly("legs");
    }

    @Test
    void sharesTheFuelOfARoundByDirectTonneKilometres() {
        // When: parcel 5 of a collection round of 4.8 l (GLEC v3, module 4, section 1.5); 15.815 kg CO2e in all
        Leg leg = leg("freight.road.van", "mass", "20", "mass_unit", "kg", "distance", "8.6", "distance_unit", "km",
                "energy_activity", "fuel.diesel", "energy", "4.8", "energy_unit", "L", "total_transport", "0.363085",
                "total_transport_unit", "t.km");

        // Then: 7.492 kg CO2e
        assertThat(leg.factorActivity()).isEqualTo("fuel.diesel");
        assertThat(leg.activity()).isEqualTo("freight.road.van");
        assertThat(leg.isFromEnergy()).isTrue();
        assertThat(leg.quantity().unit().code()).isEqualTo("L");
        BigDecimal kilograms = leg.quantity()
            .amount()
            .multiply(new BigDecimal("15.815"))
            .divide(new BigDecimal("4.8"),
                    3, java.math.RoundingMode.HALF_EVEN);
        assertThat(kilograms).isEqualByComparingTo("7.492");
    }

    @Test
    void givesAnElementTheWholeEnergyWhereNobodySharesIt() {
        Leg leg = leg("freight.road", "energy_activity", "fuel.diesel", "energy", "379", "energy_unit", "L");

        assertThat(times(leg, "3.44")).isEqualByComparingTo("1303.76");
        assertThat(leg.basis()).isEmpty();
    }

    @Test
    void sharesTheEnergyOfAHubByMass() {
        Leg leg = leg("freight.hub.warehouse", "mass", "22", "mass_unit", "t", "energy_activity", "electricity.grid",
                "energy", "1000", "energy_unit", "kWh", "total_mass", "2200", "total_mass_unit", "t");

        assertThat(leg.quantity().toString()).isEqualTo("10 kWh");
        assertThat(leg.factorActivity()).isEqualTo("electricity.grid");
    }

    @Test
    void refusesAShareLargerThanTheWhole() {
        assertThat(reasons("freight.hub.warehouse", "mass", "22", "mass_unit", "t", "energy_activity",
                "electricity.grid", "energy", "1000", "energy_unit", "kWh", "total_mass", "21", "total_mass_unit", "t"))
            .extracting(Refusal::field)
            .containsExactly("total_mass");
        assertThat(reasons("freight.road", "energy_activity", "waste.landfill", "energy", "1", "energy_unit", "L"))
            .extracting(Refusal::field)
            .containsExactly("energy_activity");
    }

    @Test
    void handlesMassOrPiecesInAHub() {
        assertThat(times(leg("freight.hub.terminal", "mass", "39369", "mass_unit", "t"), "0.6"))
            .isEqualByComparingTo("23621.4");
        assertThat(reasons("freight.hub.terminal")).extracting(Refusal::field).containsExactly("mass");
    }
}
