package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class InventoryTest {

    private final String facility = anId("FACILITY");

    @Test
    void namesInEachGroupEveryWordItIsGroupedBy() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("10").country("DE"),
                aBooking().facility(facility).kg("30").scope(3, 4).country(null));

        // Then
        asOwner().get("/v1/inventory?group_by=scope,category,country,facility&facility_id={id}", facility)
            .then()
            .statusCode(200)
            .body("groups[0].scope", equalTo(3))
            .body("groups[0].category", equalTo(4))
            .body("groups[0].country", nullValue())
            .body("groups[0].facility", equalTo(facility))
            .body("groups[0].total_kg_co2e", equalTo(new BigDecimal("30.000000")))
            .body("groups[0].entries", equalTo(1))
            .body("groups[0].share", equalTo(new BigDecimal("0.750000")))
            .body("groups[1].scope", equalTo(2))
            .body("groups[1].category", nullValue())
            .body("groups[1].country", equalTo("DE"));
    }

    @Test
    void saysWhatShareRestsOnDataOfWhichQuality() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("1").quality("imputed"),
                aBooking().facility(facility).kg("3").quality("measured"));

        // Then
        asOwner().get("/v1/inventory?facility_id={id}", facility)
            .then()
            .body("coverage.data_quality", contains("measured", "imputed"))
            .body("coverage.share", contains(new BigDecimal("0.750000"), new BigDecimal("0.250000")));
    }

    @Test
    void listsTheLargestGroupsAndSaysHowManyItLeftOut() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("1").country("DE"),
                aBooking().facility(facility).kg("2").country("FR"),
                aBooking().facility(facility).kg("3").country("PL"));

        // Then
        asOwner().get("/v1/inventory?group_by=country&limit=1&facility_id={id}", facility)
            .then()
            .body("groups.country", contains("PL"))
            .body("groups_omitted", equalTo(2))
            .body("total_kg_co2e", equalTo(new BigDecimal("6.000000")));
    }

    @Test
    void countsTheOfficialResultUnlessAMethodIsAskedFor() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("100"),
                aBooking().facility(facility).kg("70").method("market_based").alternative());

        // Then
        assertThat(total("facility_id=" + facility)).isEqualByComparingTo("100");
        assertThat(total("facility_id=" + facility + "&method=market_based")).isEqualByComparingTo("70");
    }

    @Test
    void givesTheAmountsInTheSetAskedFor() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("100").kgUnderAr5("99"));

        // Then
        assertThat(total("facility_id=" + facility)).isEqualByComparingTo("100");
        assertThat(total("facility_id=" + facility + "&gwp_set=AR5")).isEqualByComparingTo("99");
    }

    @Test
    void aRecalculationChangesWhatIsKnownFromItsBookingOnAndNothingBefore() {
        // Given: 400 kg that a later edition makes 300, both counted in full
        var booked = aBooking().facility(facility).kg("400").bookedAt("2025-11-04T00:00:00Z");
        LEDGER.book(booked, aBooking().facility(facility).kg("-400").reversing(booked).bookedAt("2026-02-01T00:00:00Z"),
                aBooking().facility(facility).kg("300").adjusting(booked).bookedAt("2026-02-01T00:00:00Z"));

        // Then
        assertThat(total("facility_id=" + facility)).isEqualByComparingTo("300");
        assertThat(total("method=location_based&facility_id=" + facility)).isEqualByComparingTo("300");
        assertThat(total("facility_id=" + facility + "&as_known_on=2026-02-01T00:00:00Z")).isEqualByComparingTo("300");
        assertThat(total("facility_id=" + facility + "&as_known_on=2026-01-31T23:59:59Z")).isEqualByComparingTo("400");
    }

    @Test
    void showsTheBooksAsTheyStoodWhenACorrectionWasNotYetBooked() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("100").bookedAt("2025-11-04T00:00:00Z"),
                aBooking().facility(facility).kg("-100").reversal().bookedAt("2025-11-10T00:00:00Z"),
                aBooking().facility(facility).kg("90").bookedAt("2025-11-10T00:00:00Z"));

        // Then
        assertThat(total("facility_id=" + facility)).isEqualByComparingTo("90");
        assertThat(total("facility_id=" + facility + "&as_known_on=2025-11-09T00:00:00Z")).isEqualByComparingTo("100");
        assertThat(total("facility_id=" + facility + "&as_known_on=2025-11-03T00:00:00Z")).isEqualByComparingTo("0");
    }

    @Test
    void takesTheStartInAndLeavesTheEndOut() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("1").occurredAt("2025-11-02T23:59:59.999999Z"),
                aBooking().facility(facility).kg("10").occurredAt("2025-11-03T00:00:00Z"),
                aBooking().facility(facility).kg("100").occurredAt("2025-11-03T23:59:59.999999Z"),
                aBooking().facility(facility).kg("1000").occurredAt("2025-11-04T00:00:00Z"));

        // Then
        assertThat(total("facility_id=" + facility + "&from=2025-11-03T00:00:00Z&to=2025-11-04T00:00:00Z"))
            .isEqualByComparingTo("110");
        assertThat(total("facility_id=" + facility + "&from=2025-11-03&to=2025-11-04")).isEqualByComparingTo("110");
        assertThat(total("facility_id=" + facility + "&from=2025-11-03T01:00:00+01:00&to=2025-11-04T00:00:00.5Z"))
            .isEqualByComparingTo("1110");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&from=2025-03-01&to=2025-09-01", "&from=2025-03-01T07:00:00Z&to=2025-09-01T19:00:00Z",
            "&from=2025-03-01T07:05:00Z&to=2025-09-01T19:55:00Z", "&scope=3", "&scope=3&category=6", "&country=FR",
            "&method=market_based", "&gwp_set=AR5"})
    void readsTheSameNumbersFromRollupsAndFromEntries(String filter) {
        // Given
        LEDGER.book(manyBookings());
        String query = "/v1/inventory?group_by=scope,category,supplier,country,part,method,data_quality&facility_id="
                + facility
                + filter;

        // When: asking for the books of today makes the service read the entries
        String fromRollups = asOwner().get(query).then().statusCode(200).extract().asString();
        String fromEntries = asOwner().get(query + "&as_known_on=2199-01-01T00:00:00Z")
            .then()
            .statusCode(200)
            .extract()
            .asString();

        // Then
        assertThat(fromEntries.replace("\"as_known_on\":\"2199-01-01T00:00:00Z\"", "\"as_known_on\":null")
            .replace("\"item_coverage\":null", ""))
            .isEqualTo(fromRollups.replaceFirst("\"item_coverage\":\\{[^}]*}", ""));
        assertThat(fromRollups).doesNotContain("\"entries\":0,");
    }

    @Test
    void groupsByActivity() {
        // Given
        LEDGER.book(aBooking().facility(facility).activity("fuel.diesel", "1", "L"));

        // Then
        asOwner().get("/v1/inventory?group_by=activity&facility_id={id}", facility)
            .then()
            .body("groups.activity", contains("fuel.diesel"));
    }

    @Test
    void keepsTenantsApart() {
        // Given
        LEDGER.book(aBooking().tenant(TestStack.OTHER_TENANT).facility(facility));

        // Then
        assertThat(total("facility_id=" + facility)).isEqualByComparingTo("0");
        assertThat(total("facility_id=" + facility + "&as_known_on=2199-01-01")).isEqualByComparingTo("0");
        with(TestStack.OTHER_API_KEY).get("/v1/inventory?facility_id={id}", facility)
            .then()
            .body("entries", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"group_by=scope,planet", "from=2025-11-03T10:00:00", "to=never", "category=16",
            "country=XX",
            "country=de", "from=2025-02-01&to=2025-01-01", "limit=0", "group_by=scope,", "from=0001-01-01"})
    void refusesAParameterItCannotRead(String query) {
        String field = query.substring(0, query.indexOf('='));
        asOwner().get("/v1/inventory?" + query)
            .then()
            .statusCode(400)
            .contentType("application/problem+json")
            .body("reasons.field", contains(field));
    }

    @Test
    void answersOnlyThoseWhoMayRead() {
        given().get("/v1/inventory").then().statusCode(401).contentType("application/problem+json");
        with("nobody's key").get("/v1/inventory").then().statusCode(401);
        with(TestStack.DEVICE_KEY).get("/v1/inventory").then().statusCode(403);
        with(TestStack.VIEWER_KEY).get("/v1/inventory").then().statusCode(200);
        with(TestStack.AUDITOR_KEY).get("/v1/inventory").then().statusCode(200);
    }

    private Booking[] manyBookings() {
        var qualities = List.of("measured", "supplier_given", "calculated", "imputed");
        var bookings = new ArrayList<Booking>();
        for (int i = 0; i < 240; i++) {
            var booking = aBooking().facility(facility)
                .kg(i + ".00000" + i % 10)
                .kgUnderAr5(i + ".5")
                .scope(i % 3 + 1, i % 3 == 2 ? i % 15 + 1 : null)
                .country(i % 4 == 0 ? null : i % 4 == 1 ? "FR" : "DE")
                .supplier(i % 5 == 0 ? null : facility + i % 5)
                .quality(qualities.get(i % 4))
                .inChain(i % 3)
                .part(i % 6 == 5 ? "well_to_tank" : "activity")
                .factor("factor-" + i % 7)
                .method(i % 7 == 0 ? "market_based" : "location_based")
                .occurredAt("2025-%02d-%02dT%02d:%02d:17.5Z".formatted(i % 12 + 1, i % 28 + 1, i % 24, i % 60));
            if (i % 8 > 0) {
                booking.range(i / 2 + ".25", i * 2 + ".75").scored(1 + i % 4 + "." + i % 10, 1 + i % 5);
            }
            bookings.add(i % 9 == 0 ? booking.alternative() : booking);
        }
        return bookings.toArray(Booking[]::new);
    }

    private static BigDecimal total(String query) {
        Map<String, Object> answer = asOwner().get("/v1/inventory?" + query).then().statusCode(200).extract().path("");
        return (BigDecimal) answer.get("total_kg_co2e");
    }
}
