package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class EntriesTest {

    private final String facility = anId("FACILITY");

    @Test
    void areListedNewestBookingFirstInPages() {
        // Given
        LEDGER.book(aBooking().facility(facility).event(facility + 1).bookedAt("2025-11-03T10:00:00Z"),
                aBooking().facility(facility).event(facility + 3).bookedAt("2025-11-03T12:00:00Z"),
                aBooking().facility(facility).event(facility + 2).bookedAt("2025-11-03T11:00:00Z"));
        String query = "/v1/entries/latest?limit=2&facility_id=" + facility;

        // When
        String cursor = asOwner().get(query)
            .then()
            .statusCode(200)
            .body("items.event_id", contains(facility + 3, facility + 2))
            .extract()
            .path("next_cursor");

        // Then
        asOwner().get(query + "&cursor=" + cursor)
            .then()
            .body("items.event_id", contains(facility + 1))
            .body("next_cursor", nullValue());
    }

    @Test
    void showTheirReceiptExactlyAsStoredAndTheOtherEntriesOfTheEvent() {
        // Given
        var official = aBooking().facility(facility).event(facility);
        var alternative = aBooking().facility(facility).event(facility).method("market_based").alternative().kg("1");
        var derived = aBooking().facility(facility)
            .event(facility)
            .scope(3, 3)
            .part("well_to_tank")
            .element("leg-1")
            .range("0.5", "2.5")
            .scored("3.5", 4)
            .kg("1.5");
        var reversal = aBooking().facility(facility)
            .event(facility)
            .reversal()
            .kg("-480.459960")
            .bookedAt("2025-11-04T00:00:00Z");
        LEDGER.book(official, alternative, derived, reversal);

        // When
        var answer = asOwner().get("/v1/entries/{id}", official.id().toString()).then().statusCode(200);

        // Then
        answer.body("id", equalTo(official.id().toString()))
            .body("category", nullValue())
            .body("leaf_hash.length()", equalTo(64))
            .body("payload_sha256.length()", equalTo(64))
            .body("related.id", containsInAnyOrder(alternative.id().toString(), derived.id().toString(),
                    reversal.id().toString()))
            .body("related.part", containsInAnyOrder("activity", "well_to_tank", "activity"))
            .body("part", equalTo("activity"))
            .body("element", nullValue())
            .body("methodology_id", equalTo("default"))
            .body("methodology_version", equalTo(1))
            .body("quality_score", nullValue());
        assertThat(answer.extract().asString()).contains("\"receipt\":" + Booking.RECEIPT)
            .contains("\"kg_co2e\":480.459960,")
            .contains("\"kg_n2o\":null")
            .contains("\"kg_co2e_ar5\":480.459960");
        asOwner().get("/v1/entries/{id}", derived.id().toString())
            .then()
            .body("part", equalTo("well_to_tank"))
            .body("element", equalTo("leg-1"))
            .body("quality_score", equalTo(new BigDecimal("3.5")))
            .body("pcaf", equalTo(4))
            .body("kg_co2e_low", equalTo(new BigDecimal("0.500000")))
            .body("kg_co2e_high", equalTo(new BigDecimal("2.500000")));
    }

    @Test
    void areNotFoundByAnotherTenant() {
        // Given
        var booking = aBooking();
        LEDGER.book(booking);

        // Then
        with(TestStack.OTHER_API_KEY).get("/v1/entries/{id}", booking.id().toString()).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00000000-0000-7000-8000-000000000000"})
    void areNotFoundUnderAnIdNobodyHas(String id) {
        asOwner().get("/v1/entries/{id}", id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void refuseACursorThatIsNotOne() {
        asOwner().get("/v1/entries/latest?cursor=YQ").then().statusCode(400);
    }

    @Test
    void areCountedWithEverythingReceived() {
        // Given
        LEDGER.tally(TestStack.OTHER_TENANT, "received", 10);
        LEDGER.tally(TestStack.OTHER_TENANT, "booked", 6);
        LEDGER.tally(TestStack.OTHER_TENANT, "rejected", 1);

        // Then
        with(TestStack.OTHER_API_KEY).get("/v1/tally")
            .then()
            .statusCode(200)
            .body("received", equalTo(10))
            .body("booked", equalTo(6))
            .body("duplicates", equalTo(0))
            .body("under_way", equalTo(3));
    }

    @Test
    void tellACallerWhoseTheyAre() {
        with(TestStack.VIEWER_KEY).get("/v1/me")
            .then()
            .body("tenant_id", equalTo(TestStack.TENANT))
            .body("role", equalTo("viewer"));
    }
}
