package io.carbonflow.ledger.entries;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class EntriesResourceTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String unique = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void showsAnEntryWithEverythingTheApiPromises() {
        ledger.deliver(0, anEmissionOf(aPurchase().eventId(unique).build())
            .result("480.459960", 3, 1, "spend_based")
            .build());
        JsonPath listed = awaitList("event_id", unique, 1);
        String id = listed.getString("items[0].id");

        JsonPath entry = asDemo().get("/v1/entries/" + id).then().statusCode(200).extract().jsonPath();

        assertThat(entry.getMap("$")).isEqualTo(listed.getMap("items[0]"));
        assertThat(entry.getMap("$")).containsEntry("event_id", unique)
            .containsEntry("entry_type", "booked")
            .containsEntry("official", true)
            .containsEntry("scope", 3)
            .containsEntry("category", 1)
            .containsEntry("supplier_id", "SUP_001_US")
            .containsEntry("facility_id", null)
            .containsEntry("method", "spend_based")
            .containsEntry("data_quality", "measured")
            .containsEntry("activity", "spend.naics.334111")
            .containsEntry("unit", "USD")
            .containsEntry("gwp_set", "AR6")
            .containsEntry("factor_id", "test-factor")
            .containsEntry("factor_edition", "test-edition")
            .containsEntry("correlation_id", "test")
            .containsEntry("notices", List.of())
            .containsEntry("part", "activity")
            .containsEntry("element", null)
            .containsEntry("methodology_id", "default")
            .containsEntry("methodology_version", 1)
            .containsEntry("quality_score", null)
            .containsEntry("pcaf", null)
            .containsKeys("booked_at", "received_at", "occurred_at", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6");
        assertThat(entry.getString("leaf_hash")).matches("[0-9a-f]{64}");
        assertThat(entry.getString("block")).matches("0:\\d+");
        assertThat(asDemo().get("/v1/entries/" + id).asString()).contains("\"kg_co2e\":480.459960,")
            .contains("\"quantity\":1000,");
        assertThat(asDemo().get("/v1/entries/" + id + "/receipt").then().statusCode(200).extract().asString())
            .isEqualTo("{\"result\":\"480.459960\"}");
    }

    @Test
    void filtersBySupplierFacilityAndHalfOpenTimes() {
        Instant noon = Instant.parse("2031-05-01T12:00:00Z");
        for (int hour = 0; hour < 3; hour++) {
            ledger.deliver(1, anEmissionOf(aPurchase().eventId(unique + hour)
                .supplier("sup-" + unique)
                .facility("fac-" + unique)
                .occurredAt(noon.plusSeconds(3600L * hour))
                .build()).build());
        }
        awaitList("supplier_id", "sup-" + unique, 3);

        awaitList("facility_id", "fac-" + unique, 3);
        assertThat(asDemo().queryParam("supplier_id", "sup-" + unique)
            .queryParam("from", "2031-05-01T12:00:00Z")
            .queryParam("to", "2031-05-01T14:00:00+00:00")
            .get("/v1/entries")
            .jsonPath()
            .getList("items")).hasSize(2);
        assertThat(asDemo().queryParam("supplier_id", "sup-" + unique)
            .queryParam("booked_from", "2999-01-01T00:00:00Z")
            .get("/v1/entries")
            .jsonPath()
            .getList("items")).isEmpty();
        assertThat(asDemo().queryParam("supplier_id", "sup-" + unique)
            .queryParam("booked_from", "2020-01-01T00:00:00Z")
            .get("/v1/entries")
            .jsonPath()
            .getList("items")).hasSize(3);
    }

    @Test
    void aCursorNeitherRepeatsNorSkipsWhenEntriesAreAddedMeanwhile() {
        String supplier = "sup-" + unique;
        for (int i = 0; i < 5; i++) {
            book(supplier, i);
        }
        awaitList("supplier_id", supplier, 5);
        var seen = new ArrayList<String>();

        var first = asDemo().queryParam("supplier_id", supplier).queryParam("limit", 2).get("/v1/entries");
        seen.addAll(first.jsonPath().getList("items.event_id"));
        book(supplier, 5);
        awaitList("supplier_id", supplier, 6);
        String link = first.getHeader("Link");
        while (link != null) {
            var page = asDemo().urlEncodingEnabled(false).get(link.substring(1, link.indexOf('>')));
            seen.addAll(page.jsonPath().getList("items.event_id"));
            link = page.getHeader("Link");
        }

        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aTenantFindsNothingOfAnother() {
        ledger.deliver(0, anEmissionOf(anActivity().eventId(unique).build()).build());
        String id = awaitList("event_id", unique, 1).getString("items[0].id");

        var other = given().header("X-API-Key", TestStack.OTHER_API_KEY);
        other.queryParam("event_id", unique).get("/v1/entries").then().body("items.size()", equalTo(0));
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/entries/" + id)
            .then()
            .statusCode(404)
            .contentType("application/problem+json");
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/entries/" + id + "/receipt")
            .then()
            .statusCode(404);
    }

    @Test
    void refusesWhatItCannotReadAndWhomItDoesNotKnow() {
        asDemo().queryParam("from", "2025-01-01T00:00:00")
            .get("/v1/entries")
            .then()
            .statusCode(400)
            .body("detail", containsString("from is an RFC 3339 time"));
        asDemo().queryParam("limit", "0").get("/v1/entries").then().statusCode(400);
        asDemo().queryParam("cursor", "%%").get("/v1/entries").then().statusCode(400);
        asDemo().queryParam("cursor", "bm90IGEgdXVpZA").get("/v1/entries").then().statusCode(400);
        asDemo().get("/v1/entries/nonsense").then().statusCode(404);
        given().get("/v1/entries").then().statusCode(401);
        given().header("X-API-Key", TestStack.DEVICE_KEY).get("/v1/entries").then().statusCode(403);
    }

    private void book(String supplier, int number) {
        ledger.deliver(number % 4, anEmissionOf(aPurchase().eventId(unique + number).supplier(supplier).build())
            .build());
    }

    private static JsonPath awaitList(String filter, String value, int size) {
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> asDemo().queryParam(filter, value)
                .get("/v1/entries")
                .then()
                .body("items.size()", equalTo(size)));
        return asDemo().queryParam(filter, value).get("/v1/entries").jsonPath();
    }

    private static RequestSpecification asDemo() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }
}
