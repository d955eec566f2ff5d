package io.carbonflow.query;

import static io.carbonflow.query.Api.STACK;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(QueryStack.class)
class MasterDataTest {

    private final String id = anId("id");

    @BeforeEach
    void awaitReady() {
        Api.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"suppliers", "facilities", "devices"})
    void areCreatedReadReplacedAndDeleted(String kind) {
        // Given
        post(kind, Map.of("id", id, "country", "DE")).statusCode(201)
            .header("Location", endsWith("/v1/" + kind + "/" + id))
            .body("country", equalTo("DE"));

        // When
        post(kind, Map.of("id", id)).statusCode(409).contentType("application/problem+json");
        put(kind, id, Map.of("country", "FR")).statusCode(200);

        // Then
        asOwner().get("/v1/{kind}/{id}", kind, id)
            .then()
            .statusCode(200)
            .body("id", equalTo(id))
            .body("country", equalTo("FR"));
        asOwner().delete("/v1/{kind}/{id}", kind, id).then().statusCode(204);
        asOwner().delete("/v1/{kind}/{id}", kind, id).then().statusCode(404);
        asOwner().get("/v1/{kind}/{id}", kind, id).then().statusCode(404).contentType("application/problem+json");
        put(kind, id, Map.of()).statusCode(201);
    }

    @Test
    void keepEveryFieldOfADevice() {
        // Given
        put("devices", id, Map.of("family", "tasmota", "facility_id", "F1", "supplier_id", "S1", "country", "DE",
                "subdivision", "DE-BY", "time_zone", "Europe/Berlin", "cadence_seconds", 300, "measures", "interval"))
            .statusCode(201);
        put("devices", id + "/em1:0", Map.of("family", "shelly", "unit", "m3", "activity", "fuel.natural_gas",
                "counter_max", 99999.999, "power_max_kw", "12.5", "measures", "context"))
            .statusCode(201);

        // Then
        asOwner().get("/v1/devices/{id}", id)
            .then()
            .body("family", equalTo("tasmota"))
            .body("facility_id", equalTo("F1"))
            .body("supplier_id", equalTo("S1"))
            .body("subdivision", equalTo("DE-BY"))
            .body("time_zone", equalTo("Europe/Berlin"))
            .body("cadence_seconds", equalTo(300))
            .body("measures", equalTo("interval"))
            .body("unit", equalTo(null));
        asOwner().get("/v1/devices/" + id + "/em1:0")
            .then()
            .body("id", equalTo(id + "/em1:0"))
            .body("unit", equalTo("m3"))
            .body("activity", equalTo("fuel.natural_gas"))
            .body("counter_max", equalTo(new BigDecimal("99999.999")))
            .body("power_max_kw", equalTo(new BigDecimal("12.5")))
            .body("measures", equalTo("context"));
    }

    @Test
    void takeAnIdWithASlashAsSparkplugHasThem() {
        put("devices", "node 1/" + id, Map.of()).statusCode(201).body("measures", equalTo("counter"));
        asOwner().get("/v1/devices/{id}", "node 1/" + id).then().statusCode(200).body("id", equalTo("node 1/" + id));
    }

    @Test
    void refuseADeviceWhoseActivityIsInNoCatalogueAndNameTheNearest() {
        put("devices", id, Map.of("activity", "electricity.grit")).statusCode(422)
            .body("reasons.code", contains("ACTIVITY_UNKNOWN"))
            .body("reasons[0].detail", containsString("electricity.grid"));
        put("devices", id, Map.of("activity", "refrigerant.r410a")).statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"devices|{\"time_zone\":\"Europe/Atlantis\"}|time_zone",
            "devices|{\"time_zone\":\"+02:00\"}|time_zone", "devices|{\"measures\":\"volume\"}|measures",
            "devices|{\"family\":\"acme\"}|family", "devices|{\"cadence_seconds\":0}|cadence_seconds",
            "devices|{\"cadence_seconds\":1.5}|cadence_seconds", "devices|{\"country\":\"Germany\"}|country",
            "devices|{\"country\":\"XX\"}|country",
            "devices|{\"counter_max\":0}|counter_max", "devices|{\"counter_max\":\"NaN\"}|counter_max",
            "devices|{\"power_max_kw\":-1}|power_max_kw", "devices|{\"power_max_kw\":1e400}|power_max_kw",
            "devices|{\"activity\":\"freight.road.hgv\"}|activity", "devices|{\"unit\":\"\"}|unit",
            "suppliers|{\"naics\":\"33411\"}|naics",
            "suppliers|{\"naics\":334111}|naics", "suppliers|{\"parent_id\":\"\"}|parent_id",
            "suppliers|{\"id\":\"another\"}|id", "facilities|{\"country\":\"de\"}|country"})
    void refuseAFieldThatBreaksItsRule(String kind, String body, String field) {
        asOwner().contentType(ContentType.JSON)
            .body(body)
            .put("/v1/{kind}/{id}", kind, id)
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.field", contains(field))
            .body("reasons.code", contains("FIELD_INVALID"));
        asOwner().get("/v1/{kind}/{id}", kind, id).then().statusCode(404);
    }

    @Test
    void nameEveryBrokenRuleAtOnce() {
        post("devices", Map.of("time_zone", "x", "country", "x", "measures", "x")).statusCode(422)
            .body("reasons.field", containsInAnyOrder("id", "time_zone", "country", "measures"))
            .body("reasons.find { it.field == 'id' }.code", equalTo("FIELD_MISSING"));
    }

    @Test
    void refuseAnIdThatIsTooLong() {
        put("suppliers", "x".repeat(201), Map.of()).statusCode(422).body("reasons.field", contains("id"));
        put("suppliers", id + "x".repeat(200 - id.length()), Map.of()).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"text\""})
    void refuseABodyThatIsNotAnObject(String body) {
        asOwner().contentType(ContentType.JSON)
            .body(body)
            .put("/v1/devices/{id}", id)
            .then()
            .statusCode(400)
            .contentType("application/problem+json");
    }

    @Test
    void areListedInPagesThatInsertsDoNotDisturb() {
        // Given: the other tenant has no other suppliers of this prefix
        List<String> ids = List.of(id + "-a", id + "-b", id + "-c");
        ids.forEach(one -> with(TestStack.OTHER_API_KEY).contentType(ContentType.JSON)
            .body("{}")
            .put("/v1/facilities/{id}", one)
            .then()
            .statusCode(201));

        // When
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = with(TestStack.OTHER_API_KEY).get("/v1/facilities?limit=2&cursor=" + cursor)
                .then()
                .statusCode(200);
            seen.addAll(page.extract().path("items.id"));
            cursor = page.extract().path("next_cursor");
            with(TestStack.OTHER_API_KEY).contentType(ContentType.JSON).body("{}").put("/v1/facilities/{id}", "!" + id);
        } while (cursor != null);

        // Then
        assertThat(seen).containsSubsequence(ids).doesNotHaveDuplicates();
    }

    @Test
    void stayWithinTheirTenantAndItsWriters() {
        // Given
        put("suppliers", id, Map.of("name", "ours")).statusCode(201);

        // Then
        with(TestStack.OTHER_API_KEY).get("/v1/suppliers/{id}", id).then().statusCode(404);
        with(TestStack.OTHER_API_KEY).delete("/v1/suppliers/{id}", id).then().statusCode(404);
        with(TestStack.VIEWER_KEY).get("/v1/suppliers/{id}", id).then().statusCode(200);
        with(TestStack.VIEWER_KEY).delete("/v1/suppliers/{id}", id).then().statusCode(403);
        with(TestStack.AUDITOR_KEY).contentType(ContentType.JSON)
            .body("{}")
            .put("/v1/suppliers/{id}", id)
            .then()
            .statusCode(403);
        with(TestStack.DEVICE_KEY).get("/v1/suppliers/{id}", id).then().statusCode(403);
    }

    @Test
    void areAnnouncedWhenTheRequestIsAnswered() {
        // When
        put("devices", id, Map.of("time_zone", "Asia/Tokyo", "country", "JP", "counter_max", "1000"))
            .statusCode(201);

        // Then
        assertThat(announcements(Topics.MASTER_DEVICES, DeviceRegistration.class)).singleElement()
            .satisfies(record -> {
                assertThat(record.value().getId()).isEqualTo(id);
                assertThat(record.value().getTimeZone()).isEqualTo("Asia/Tokyo");
                assertThat(record.value().getMeasures()).isEqualTo("counter");
                assertThat(record.value().getCounterMax()).isEqualTo("1000");
                assertThat(record.value().getPowerMaxKw()).isNull();
            });
    }

    @Test
    void areAnnouncedInTheOrderOfTheirChangesAndGoneWithATombstone() {
        // When
        put("suppliers", id, Map.of("name", "first")).statusCode(201);
        put("suppliers", id, Map.of("name", "second", "naics", "334111")).statusCode(200);
        asOwner().delete("/v1/suppliers/{id}", id).then().statusCode(204);

        // Then
        var records = announcements(Topics.MASTER_SUPPLIERS, SupplierRegistration.class);
        assertThat(records).hasSize(3);
        assertThat(records.get(0).value().getName()).isEqualTo("first");
        assertThat(records.get(1).value().getNaics()).isEqualTo("334111");
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void areAnnouncedLaterWhereAnOutageLeftThemInTheOutbox() throws SQLException {
        // Given: a change of which nobody told the relay
        try (var connection = STACK.superuserConnection();
                var insert = connection.prepareStatement(
                        "insert into master.outbox (topic, record_key, tenant_id, value, created_at) values (?, ?, ?, null, now())")) {
            insert.setString(1, Topics.MASTER_DEVICES);
            insert.setString(2, new RecordKey(TestStack.TENANT, id).toString());
            insert.setString(3, TestStack.TENANT);
            insert.execute();
        }

        // Then
        await().untilAsserted(
                () -> assertThat(announcements(Topics.MASTER_DEVICES, DeviceRegistration.class)).hasSize(1));
        await().untilAsserted(() -> assertThat(outboxOf(id)).isZero());
    }

    @Test
    void areNotAnnouncedWhenTheyAreRefused() {
        // Given
        put("suppliers", id, Map.of()).statusCode(201);

        // When
        post("suppliers", Map.of("id", id)).statusCode(409);

        // Then
        assertThat(announcements(Topics.MASTER_SUPPLIERS, SupplierRegistration.class)).hasSize(1);
    }

    private <T extends SpecificRecordBase> List<TopicProbe.Received<T>> announcements(String topic, Class<T> type) {
        try (var probe = new TopicProbe(STACK)) {
            return probe.read(topic, TestStack.TENANT, type)
                .stream()
                .filter(record -> record.key().equals(new RecordKey(TestStack.TENANT, id).toString()))
                .toList();
        }
    }

    private static long outboxOf(String id) throws SQLException {
        try (var connection = STACK.superuserConnection();
                var count = connection.prepareStatement(
                        "select count(*) from master.outbox where record_key like '%' || ?")) {
            count.setString(1, id);
            var rows = count.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    private static ValidatableResponse post(String kind, Map<String, ?> body) {
        return asOwner().contentType(ContentType.JSON).body(body).post("/v1/{kind}", kind).then();
    }

    private static ValidatableResponse put(String kind, String id, Map<String, ?> body) {
        return asOwner().contentType(ContentType.JSON).body(body).put("/v1/{kind}/{id}", kind, id).then();
    }
}
