package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
@WithTestResource(QueryStack.class)
class SupplierInventoryTest {

    private final String supplier = anId("SUP");

    @BeforeEach
    void awaitReady() {
        Api.awaitReady();
    }

    @Test
    void sumsTheSupplierInExactDecimalsWithItsFreshness() {
        // Given
        LEDGER.book(
                aBooking().supplier(supplier)
                    .scope(3, 1)
                    .kg("480.459960")
                    .range("400.459960", "680.459960")
                    .scored("2.5", 3)
                    .occurredAt("2025-11-03T10:00:00Z")
                    .bookedAt("2025-11-03T10:00:02Z"),
                aBooking().supplier(supplier)
                    .scope(3, 4)
                    .kg("0.000001")
                    .method("distance_based")
                    .quality("calculated")
                    .occurredAt("2025-12-31T23:59:59Z")
                    .bookedAt("2026-01-01T00:00:01Z"),
                aBooking().supplier(supplier).scope(3, 1).kg("1000").occurredAt("2026-01-01T00:00:00Z"));

        // When
        var answer = asOwner().get("/v1/suppliers/{id}/inventory?scope=3&start_date=2025-01-01&end_date=2025-12-31",
                supplier)
            .then()
            .statusCode(200);

        // Then
        answer.body("supplier_id", equalTo(supplier))
            .body("scope", equalTo(3))
            .body("start_date", equalTo("2025-01-01"))
            .body("end_date", equalTo("2025-12-31"))
            .body("entries", equalTo(2))
            .body("last_event_timestamp", equalTo("2025-12-31T23:59:59Z"))
            .body("last_booked_at", equalTo("2026-01-01T00:00:01Z"))
            .body("by_category.category", contains(1, 4))
            .body("method", equalTo("mixed"))
            .body("gwp_set", equalTo("AR6"))
            .body("as_known_on", nullValue())
            .body("low_tco2e", equalTo(new BigDecimal("0.400459961")))
            .body("high_tco2e", equalTo(new BigDecimal("0.680459961")))
            .body("quality_score", equalTo(new BigDecimal("2.5")));
        assertThat(answer.extract().asString()).contains("\"total_kg_co2e\":480.459961,")
            .contains("\"total_tco2e\":0.480459961,")
            .contains("\"by_data_quality\":{\"calculated\":0.000001,\"measured\":480.459960}");
    }

    @Test
    void saysWhatShareOfTheItemsTheTotalCovers() {
        // Given: 3 of 4 in the year, all of the day after it
        LEDGER.book(aBooking().supplier(supplier).scope(3, 1));
        LEDGER.items(TestStack.TENANT, "2025-06-01", supplier, 2, 1);
        LEDGER.items(TestStack.TENANT, "2025-12-31", supplier, 1, 0);
        LEDGER.items(TestStack.TENANT, "2026-01-01", supplier, 5, 0);
        LEDGER.items("somebody-else", "2025-06-01", supplier, 100, 100);

        // Then
        asOwner().get("/v1/suppliers/{id}/inventory?start_date=2025-01-01&end_date=2025-12-31", supplier)
            .then()
            .body("sampled_out", equalTo(1))
            .body("item_coverage.covered", equalTo(3))
            .body("item_coverage.received", equalTo(4))
            .body("item_coverage.share", equalTo(new BigDecimal("0.750000")));
        asOwner().get("/v1/inventory?supplier_id={id}&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z", supplier)
            .then()
            .body("item_coverage.covered", equalTo(5))
            .body("item_coverage.received", equalTo(5))
            .body("item_coverage.share", equalTo(new BigDecimal("1.000000")));
        asOwner().get("/v1/suppliers/{id}/inventory?as_known_on=2025-07-01T00:00:00Z", supplier)
            .then()
            .body("sampled_out", equalTo(1))
            .body("item_coverage", nullValue());
        asOwner().get("/v1/suppliers/{id}/inventory?start_date=2024-01-01&end_date=2024-12-31", supplier)
            .then()
            .body("item_coverage.received", equalTo(0))
            .body("item_coverage.share", nullValue());
    }

    @Test
    void namesTheMethodAllEntriesShare() {
        // Given
        LEDGER.book(aBooking().supplier(supplier).scope(3, 1).method("supplier_specific"));

        // Then
        asOwner().get("/v1/suppliers/{id}/inventory", supplier).then().body("method", equalTo("supplier_specific"));
    }

    @Test
    void knowsASupplierThatIsRegisteredAndHasNoEntry() {
        // Given
        asOwner().contentType(ContentType.JSON).body("{}").put("/v1/suppliers/{id}", supplier).then().statusCode(201);

        // Then
        var answer = asOwner().get("/v1/suppliers/{id}/inventory", supplier).then().statusCode(200);
        answer.body("entries", equalTo(0)).body("last_booked_at", nullValue()).body("by_category.size()", equalTo(0));
        assertThat(answer.extract().<BigDecimal>path("total_kg_co2e")).isEqualByComparingTo("0");
    }

    @Test
    void refusesASupplierNobodyNamed() {
        asOwner().get("/v1/suppliers/{id}/inventory", supplier)
            .then()
            .statusCode(404)
            .contentType("application/problem+json")
            .body("detail", containsString(supplier));
    }

    @Test
    void doesNotKnowTheSupplierOfAnotherTenant() {
        // Given
        LEDGER.book(aBooking().tenant(TestStack.OTHER_TENANT).supplier(supplier).scope(3, 1));

        // Then
        asOwner().get("/v1/suppliers/{id}/inventory", supplier).then().statusCode(404);
        with(TestStack.OTHER_API_KEY).get("/v1/suppliers/{id}/inventory", supplier)
            .then()
            .statusCode(200)
            .body("entries", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({"scope=4,scope", "scope=three,scope", "start_date=2025-13-01,start_date", "end_date=soon,end_date",
            "start_date=2025-02-01&end_date=2025-01-31,start_date", "gwp_set=AR7,gwp_set", "method=guess,method",
            "as_known_on=yesterday,as_known_on"})
    void namesTheParameterItRefuses(String query, String field) {
        asOwner().get("/v1/suppliers/{id}/inventory?" + query, supplier)
            .then()
            .statusCode(400)
            .contentType("application/problem+json")
            .body("reasons.field", contains(field));
    }

    @Test
    void namesEveryParameterItRefusesAtOnce() {
        asOwner().get("/v1/suppliers/{id}/inventory?scope=9&start_date=a&end_date=b", supplier)
            .then()
            .statusCode(400)
            .body("reasons.field", containsInAnyOrder("scope", "start_date", "end_date"));
    }
}
