package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class WindowsTest {

    private final String facility = anId("FACILITY");

    @Test
    void areHalfOpenAndAlignedToUtc() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("1").occurredAt("2025-11-03T10:04:59.999999Z"),
                aBooking().facility(facility).kg("2").occurredAt("2025-11-03T10:05:00Z"),
                aBooking().facility(facility).kg("4").occurredAt("2025-11-03T10:09:59Z"));

        // Then
        asOwner().get("/v1/windows?size=5m&from=2025-11-03T10:00:00Z&to=2025-11-03T11:00:00Z&facility_id={id}",
                facility)
            .then()
            .statusCode(200)
            .body("items.start", contains("2025-11-03T10:00:00Z", "2025-11-03T10:05:00Z"))
            .body("items.end", contains("2025-11-03T10:05:00Z", "2025-11-03T10:10:00Z"))
            .body("items.total_kg_co2e", contains(new BigDecimal("1.000000"), new BigDecimal("6.000000")))
            .body("items.entries", contains(1, 2))
            .body("next_cursor", nullValue());
    }

    @Test
    void moveBoundsInsideAWindowOutwards() {
        // Given
        LEDGER.book(aBooking().facility(facility).occurredAt("2025-11-03T10:59:00Z"));

        // Then
        asOwner().get("/v1/windows?size=1h&from=2025-11-03T10:30:00Z&to=2025-11-03T10:40:00Z&facility_id={id}",
                facility)
            .then()
            .body("from", equalTo("2025-11-03T10:00:00Z"))
            .body("to", equalTo("2025-11-03T11:00:00Z"))
            .body("items.size()", equalTo(1));
    }

    @Test
    void sayWhichOfThemChangedAfterTheirEnd() {
        // Given: on the second day an entry arrives a day late
        LEDGER.book(aBooking().facility(facility).occurredAt("2025-11-03T10:00:00Z").bookedAt("2025-11-03T10:00:01Z"),
                aBooking().facility(facility).occurredAt("2025-11-04T10:00:00Z").bookedAt("2025-11-04T10:00:01Z"),
                aBooking().facility(facility).occurredAt("2025-11-04T10:00:00Z").bookedAt("2025-11-05T10:00:00Z"));

        // Then
        asOwner().get("/v1/windows?size=24h&facility_id={id}", facility)
            .then()
            .body("items.revised", contains(false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "1h", "24h"})
    void addUpToTheInventoryExactly(String size) {
        // Given
        for (int i = 0; i < 40; i++) {
            LEDGER.book(aBooking().facility(facility)
                .kg("0." + (100001 + i))
                .occurredAt("2025-11-%02dT%02d:%02d:00Z".formatted(i % 9 + 1, i % 24, i)));
        }

        // When
        List<BigDecimal> windows = asOwner().get("/v1/windows?size={size}&facility_id={id}", size, facility)
            .then()
            .extract()
            .path("items.total_kg_co2e");
        BigDecimal total = asOwner().get("/v1/inventory?facility_id={id}", facility)
            .then()
            .extract()
            .path("total_kg_co2e");

        // Then
        assertThat(windows.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualTo(total);
    }

    @Test
    void areCompleteOnceTheSlowestSourceHasReportedBeyondTheirEnd() {
        // Given: two sources with a cadence, one of them an hour behind; a third is silent
        String tenant = TestStack.OTHER_TENANT;
        String prefix = anId("S");
        LEDGER.forgetSources(tenant);
        LEDGER.source(tenant, prefix + "1", "active", 300, "2025-11-03T12:00:00Z");
        LEDGER.source(tenant, prefix + "2", "active", 300, "2025-11-03T11:00:00Z");
        LEDGER.source(tenant, prefix + "3", "silent", 300, "2025-11-01T00:00:00Z");
        LEDGER.book(
                aBooking().tenant(tenant).facility(facility).source(prefix + "1").occurredAt("2025-11-03T10:10:00Z"),
                aBooking().tenant(tenant).facility(facility).source(prefix + "2").occurredAt("2025-11-03T10:20:00Z"),
                aBooking().tenant(tenant).facility(facility).source(prefix + "1").occurredAt("2025-11-03T11:10:00Z"));

        // Then
        with(TestStack.OTHER_API_KEY).get("/v1/windows?size=1h&sources=true&facility_id={id}", facility)
            .then()
            .statusCode(200)
            .body("watermark", equalTo("2025-11-03T11:00:00Z"))
            .body("items.complete", contains(true, false))
            .body("items.sources_reported", contains(2, 1))
            .body("items.sources_expected", contains(3, 3));
        with(TestStack.OTHER_API_KEY).get("/v1/windows?size=1h&facility_id={id}", facility)
            .then()
            .body("items[0]", not(hasKey("sources_expected")));
    }

    @Test
    void comeInPages() {
        // Given
        LEDGER.book(aBooking().facility(facility).occurredAt("2025-11-01T00:00:00Z"),
                aBooking().facility(facility).occurredAt("2025-11-02T00:00:00Z"),
                aBooking().facility(facility).occurredAt("2025-11-03T00:00:00Z"));
        String query = "/v1/windows?size=24h&limit=2&facility_id=" + facility;

        // When
        String cursor = asOwner().get(query)
            .then()
            .header("Link", containsString("rel=\"next\""))
            .body("items.size()", equalTo(2))
            .extract()
            .path("next_cursor");

        // Then
        asOwner().get(query + "&cursor=" + cursor)
            .then()
            .body("items.start", contains("2025-11-03T00:00:00Z"))
            .body("next_cursor", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=10m", "from=now", "as_known_on=soon", "sources=all", "limit=100000", "scope=0"})
    void refuseAParameterTheyCannotAnswer(String query) {
        asOwner().get("/v1/windows?" + query)
            .then()
            .statusCode(400)
            .body("reasons.field", contains(query.substring(0, query.indexOf('='))));
    }

    @Test
    void refuseACursorThatIsNotOne() {
        asOwner().get("/v1/windows?cursor=%21%21").then().statusCode(400);
        asOwner().get("/v1/windows?cursor=YQ").then().statusCode(400);
    }

    @Test
    void keepTenantsApart() {
        // Given
        LEDGER.book(aBooking().facility(facility));

        // Then
        with(TestStack.OTHER_API_KEY).get("/v1/windows?size=24h&facility_id={id}", facility)
            .then()
            .body("items", empty());
    }
}
