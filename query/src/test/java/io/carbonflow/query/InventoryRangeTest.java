package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Booking.aBooking;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** What docs/reference/inventory.md says of parts, methods, ranges and scores. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class InventoryRangeTest {

    private final String facility = anId("FACILITY");

    @Test
    void endsOfOneFactorAddUpAndDistancesOfDifferentFactorsCombineAsSquares() {
        // Given: of one factor 30 within 24 and 39, of another 100 within 92 and 112
        LEDGER.book(own("10").factor("a").range("8", "13"), own("20").factor("a").range("16", "26").country("FR"),
                own("100").factor("b").range("92", "112").country("FR"));

        // Then: 6 and 8 make 10 below, 9 and 12 make 15 above
        inventory("").body("total_tco2e", kg("0.130000000"))
            .body("low_tco2e", kg("0.120000000"))
            .body("high_tco2e", kg("0.145000000"));
    }

    @Test
    void aFactorThatGroupsShareIsOneFactorInTheirSum() {
        // Given
        LEDGER.book(own("10").factor("a").range("7", "15"), own("20").factor("a").range("16", "32").country("FR"));

        // Then
        inventory("&group_by=country").body("groups.country", contains("FR", "DE"))
            .body("groups.low_kg_co2e", contains(new BigDecimal("16.000000"), new BigDecimal("7.000000")))
            .body("groups.high_kg_co2e", contains(new BigDecimal("32.000000"), new BigDecimal("15.000000")))
            .body("low_tco2e", kg("0.023000000"))
            .body("high_tco2e", kg("0.047000000"));
    }

    @Test
    void anEntryWithoutARangeCountsWithItsMass() {
        LEDGER.book(own("10").factor("a").range("8", "13"), own("1000").factor("a"), own("500").factor("b"));

        inventory("").body("low_tco2e", kg("1.508000000")).body("high_tco2e", kg("1.513000000"));
    }

    @Test
    void inAnotherSetTheEndsAreAsFarAwayInProportion() {
        LEDGER.book(own("100").kgUnderAr5("50").range("80", "130"));

        inventory("&gwp_set=AR5").body("total_tco2e", kg("0.050000000"))
            .body("low_tco2e", kg("0.040000000"))
            .body("high_tco2e", kg("0.065000000"));
    }

    @Test
    void theScoreIsTheMeanByMassOfWhatIsScored() {
        // Given: (10 × 1.0 + 30 × 4.0) / 40 = 3.25
        LEDGER.book(own("10").scored("1.0", 1), own("30").scored("4.0", 4).country("FR"), own("1000"));

        inventory("&group_by=country").body("quality_score", equalTo(new BigDecimal("3.2")))
            .body("groups.country", contains("DE", "FR"))
            .body("groups.quality_score", contains(new BigDecimal("1.0"), new BigDecimal("4.0")));
    }

    @Test
    void aReversalTakesRangeAndScoreAwayWithTheMass() {
        LEDGER.book(own("10").range("8", "13").scored("2.0", 2),
                own("-10").reversal().range("-8", "-13").scored("2.0", 2));

        inventory("").body("total_tco2e", kg("0.000000000"))
            .body("low_tco2e", kg("0.000000000"))
            .body("high_tco2e", kg("0.000000000"))
            .body("quality_score", nullValue());
    }

    @Test
    void nothingHasNoRange() {
        inventory("&group_by=scope").body("entries", equalTo(0))
            .body("low_tco2e", kg("0.000000000"))
            .body("high_tco2e", kg("0.000000000"))
            .body("quality_score", nullValue());
    }

    @Test
    void theOfficialResultsOfAllPartsAddUp() {
        // Given: fuel burned, and its supply in Scope 3 category 3
        LEDGER.book(own("100").scope(1, null).method("fuel_based"),
                own("20").scope(3, 3).part("well_to_tank").method("average_data"),
                own("7").scope(3, 3).part("well_to_tank").method("spend_based").alternative());

        inventory("&group_by=part,scope").body("total_kg_co2e", kg("120.000000"))
            .body("groups.part", contains("activity", "well_to_tank"))
            .body("groups.scope", contains(1, 3))
            .body("groups.total_kg_co2e", contains(new BigDecimal("100.000000"), new BigDecimal("20.000000")));
        inventory("&group_by=part&as_known_on=2199-01-01").body("groups.part", contains("activity", "well_to_tank"));
    }

    @Test
    void aMethodAnswersItsOwnResultsAndNothingForWhatHasNone() {
        // Given: electricity by place and by contract, fuel by neither
        LEDGER.book(own("100"), own("70").method("market_based").alternative(),
                own("50").scope(1, null).method("fuel_based"));

        inventory("").body("total_kg_co2e", kg("150.000000"));
        inventory("&method=location_based").body("total_kg_co2e", kg("100.000000"));
        inventory("&method=market_based").body("total_kg_co2e", kg("70.000000")).body("entries", equalTo(1));
    }

    private Booking own(String kilograms) {
        return aBooking().facility(facility).kg(kilograms);
    }

    private ValidatableResponse inventory(String parameters) {
        return asOwner().get("/v1/inventory?facility_id=" + facility + parameters).then().statusCode(200);
    }

    private static org.hamcrest.Matcher<BigDecimal> kg(String text) {
        return equalTo(new BigDecimal(text));
    }
}
