package io.carbonflow.accounting.transport;

import static io.carbonflow.accounting.transport.Freights.leg;
import static io.carbonflow.accounting.transport.Freights.legs;
import static io.carbonflow.accounting.transport.Freights.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.allocation.Allocation;

/**
 * Published worked examples of freight, numbers only, to their printed rounding. "GHGP" is the GHG Protocol Technical
 * Guidance for Calculating Scope 3 Emissions v1.0 (2013), "GLEC" the GLEC Framework v3 (2023), "CLECAT" the CLECAT/UBA
 * Guide to ISO 14083.
 */
class PublishedFreightTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            // source, activity, mass, unit, distance, unit, kind, factor, expected kg CO2e (t.km where the factor is 1), tolerance
            "GLEC yearly route,freight.road,1200,t,658,km,actual,1,789600,0",
            "GLEC parcel element 3,freight.road,0.25,kg,120,km,actual,0.11,0.0033,0.00005",
            "GLEC parcel element 5,freight.air,0.25,kg,4800,km,actual,0.563,0.6756,0.00005",
            "GLEC parcel element 3 in miles,freight.road,0.25,kg,74.5645430684800891,mi,actual,0.11,0.0033,0.00005",
            "GLEC chemical road 1 with the carrier's figure,freight.road,10,t,250,km,shortest_feasible,0.0617,161.96,0.005",
            "GLEC chemical road 2,freight.road,8,t,510,km,shortest_feasible,0.082,351.29,0.005",
            "GLEC belly freight,freight.air,275,kg,1000,km,actual,1.572,432.3,0.05",
            "GLEC rail in short tons and miles,freight.rail,50,short_ton,2672,mi,actual,0.0116440617,2271.2,0.1",
            "GHGP 4.2 road,freight.road.hgv.rigid,2,t,2000,km,actual,0.2,800,0",
            "GHGP 4.2 air,freight.air.long_haul,1,t,3000,km,actual,1.0,3000,0",
            "GHGP 4.2 sea,freight.sea.container,6,t,4000,km,actual,0.05,1200,0",
            "GHGP 9.1,freight.road.hgv.rigid,4,t,2000,km,actual,0.2,1600,0",
            "CLECAT case A TCE 1 as planned,freight.road,10,t,50,km,actual,1,500,0",
            "CLECAT case A TCE 1 as driven,freight.road,10,t,50,km,shortest_feasible,1,525,0",
            "CLECAT case A TCE 3,freight.rail,10,t,500,km,shortest_feasible,1,5000,0",
            "CLECAT case A TCE 5 as driven,freight.road,10,t,100,km,shortest_feasible,1,1050,0"})
    void givesThePublishedResult(String source, String activity, String mass, String massUnit, String distance,
            String distanceUnit, String kind, String factor, BigDecimal expected, BigDecimal tolerance) {
        Leg leg = leg(activity, "mass", mass, "mass_unit", massUnit, "distance", distance, "distance_unit",
                distanceUnit, "distance_kind", kind);

        assertThat(times(leg, factor)).isCloseTo(expected, within(tolerance));
    }

    @Test
    void addsTheVoyageOfCargoOwnerAWithItsTwoHubs() {
        // When: GLEC bulk charter, voyage intensity 5,106,097 / 755,830,574 and 0.6 kg CO2e per t handled
        List<Leg> legs = legs("freight.sea.bulk", "legs", """
                [{"activity":"freight.sea.bulk","quantity":57400002,"unit":"t.km"},
                 {"hub":"bulk_terminal","mass":39369,"mass_unit":"t"},
                 {"activity":"freight.sea.bulk","quantity":466286436,"unit":"t.km"},
                 {"hub":"bulk_terminal","mass":39369,"mass_unit":"t"}]""");

        // Then
        BigDecimal total = legs.stream()
            .map(leg -> times(leg, leg.activity().startsWith("freight.hub.") ? "0.6" : "0.006755610550361251"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total).isCloseTo(new BigDecimal("3585064"), within(BigDecimal.valueOf(2)));
    }

    @Test
    void sharesACollectionRoundAmongItsParcels() {
        // Given: GLEC module 4, section 1.5: kg, direct km and kg CO2e of 14 parcels of one round of 15.815 kg CO2e
        List<BigDecimal> masses = decimals("4 1 0.25 2 20 2 0.25 3 0.1 7 2 3 0.2 0.5");
        List<BigDecimal> distances = decimals("7 7.2 9 8.9 8.6 9 9.5 9.5 7 6 8 7.7 8.3 7");
        List<BigDecimal> published = decimals(
                "1.220 0.314 0.098 0.775 7.492 0.784 0.103 1.241 0.030 1.829 0.697 1.006 0.072 0.152");
        List<BigDecimal> activities = IntStream.range(0, masses.size())
            .mapToObj(i -> leg("freight.road.van", "mass", masses.get(i).toPlainString(), "mass_unit", "kg",
                    "distance", distances.get(i).toPlainString(), "distance_unit", "km")
                .quantity()
                .amount())
            .toList();
        assertThat(activities.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("0.363085");

        // When
        List<BigDecimal> shares = Allocation.split(new BigDecimal("15.815"), 6, activities);

        // Then: each as printed, and together the round to the last digit
        for (int i = 0; i < published.size(); i++) {
            assertThat(shares.get(i)).as("parcel %d", i + 1)
                .isCloseTo(published.get(i), within(new BigDecimal("0.0005001")));
        }
        assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("15.815");
    }

    @Test
    void sharesARoundTripByDrivenTonneKilometres() {
        // When: GHGP example 4.3, option I: 31.5 kg CO2 for 240, 150 and 250 t.km
        List<BigDecimal> shares = Allocation.split(new BigDecimal("31.5"), 6, decimals("240 150 250"));

        // Then
        assertThat(shares.get(0)).isCloseTo(new BigDecimal("11.8"), within(new BigDecimal("0.05")));
        assertThat(shares.get(1)).isCloseTo(new BigDecimal("7.4"), within(new BigDecimal("0.05")));
        assertThat(shares.get(2)).isCloseTo(new BigDecimal("12.3"), within(new BigDecimal("0.05")));
    }

    @Test
    void addsTheFuelOfAHubAndSpokeNetworkToItsHandling() {
        // When: GLEC: 379 l at 3.44 kg CO2e, 22 t through two hubs at 0.6
        List<Leg> legs = legs("freight.road", "mass", "22", "mass_unit", "t", "legs", """
                [{"hub":"crossdock"},
                 {"activity":"freight.road","energy_activity":"fuel.diesel","energy":379,"energy_unit":"L"},
                 {"hub":"crossdock"}]""");

        // Then
        BigDecimal total = legs.stream()
            .map(leg -> times(leg, leg.isFromEnergy() ? "3.44" : "0.6"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total).isEqualByComparingTo("1330.16");
    }

    private static List<BigDecimal> decimals(String text) {
        return Stream.of(text.split(" ")).map(BigDecimal::new).toList();
    }
}
