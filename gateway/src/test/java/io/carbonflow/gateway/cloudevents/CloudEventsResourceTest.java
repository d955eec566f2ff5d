package io.carbonflow.gateway.cloudevents;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class CloudEventsResourceTest {

    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    @Inject
    CloudEventsWay way;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private static RequestSpecification sender(String contentType) {
        return given().config(RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
            .header("X-API-Key", TestStack.API_KEY)
            .header("Content-Type", contentType);
    }

    private String activity(String id) {
        return "{%s\"kind\":\"energy\",\"activity\":\"electricity.grid\",\"quantity\":5.10,\"unit\":\"kWh\",\"occurred_at\":\"2025-11-03T10:00:00Z\",\"source_id\":\"m-%s\"}"
            .formatted(id == null ? "" : "\"id\":\"" + id + "\",", unique);
    }

    private String event(String type, String id, String data) {
        return "{\"specversion\":\"1.0\",\"type\":\"%s\",\"source\":\"/plant/1\",\"id\":\"%s\",\"time\":\"2025-11-03T10:00:00Z\",\"datacontenttype\":\"application/json\",\"data\":%s}"
            .formatted(type, id, data);
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aStructuredEventBringsItsDataUnderItsOwnId() {
        String event = event("io.carbonflow.activity.v1", "ce-" + unique, activity("a-" + unique));

        sender(STRUCTURED).body(event.getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("a-" + unique));

        var raw = Received.activities(Topics.RAW_ENERGY, "a-" + unique).get(0).value();
        assertThat(raw.getQuantity()).isEqualTo("5.10");
        assertThat(raw.getChannel()).isEqualTo("cloudevents");
        assertThat(Received.text(raw.getPayload())).isEqualTo(event);
    }

    @Test
    void dataWithoutAnIdHasThatOfTheEvent() {
        sender(STRUCTURED).body(event("io.carbonflow.activity.v1", "ce-" + unique, activity(null)))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("ce-" + unique));
    }

    @Test
    void anEventInBinaryFormIsTheSame() {
        sender("application/json").header("ce-specversion", "1.0")
            .header("ce-type", "io.carbonflow.activity.v1")
            .header("ce-source", "/plant/1")
            .header("ce-id", "ce-" + unique)
            .body(activity(null).getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("ce-" + unique));
    }

    @Test
    void anEventThatIsRefusedIsKeptInAFormThatCanBeReadAgain() {
        String data = activity(null).replace("5.10", "-5");
        sender("application/json").header("ce-specversion", "1.0")
            .header("ce-type", "io.carbonflow.activity.v1")
            .header("ce-source", "/plant/1")
            .header("ce-id", "ce-" + unique)
            .body(data.getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(422)
            .body("reasons.code", contains("QUANTITY_NEGATIVE"));

        var letter = Received.deadLetters("demo", data).get(0).value();
        assertThat(letter.getEventId()).isEqualTo("ce-" + unique);
        assertThat(letter.getContentType()).contains("ce_type=\"io.carbonflow.activity.v1\"", "ce_id=\"ce-" + unique);
    }

    @Test
    void eachEventOfABatchFaresForItself() {
        String bad = event("io.carbonflow.activity.v1", "x", activity("b-" + unique).replace("5.10", "-1"));
        String unknown = event("com.example.other." + unique, "y", "{}");

        sender("application/cloudevents-batch+json")
            .body(("[" + event("io.carbonflow.activity.v1", "z", activity("a-" + unique)) + "," + bad + "," + unknown
                    + ",7]")
                .getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("a-" + unique))
            .body("rejected.index", contains(1, 2, 3))
            .body("rejected[1].reasons[0].field", equalTo("type"))
            .body("rejected[1].reasons[0].detail", containsString("io.carbonflow.activity.v1"));

        assertThat(Received.deadLetters("demo", bad)).hasSize(1);
        assertThat(Received.deadLetters("demo", unknown)).hasSize(1);
    }

    @Test
    void theItemsOfOneEventAreEachKeptByTheirOwnBytesAndCanBeReadAgain() {
        String bad = activity("b-" + unique).replace("5.10", "-1");
        String event = event("io.carbonflow.activity.v1", "ce-" + unique,
                "[" + activity("a-" + unique) + ", " + bad + "]");

        sender("application/cloudevents-batch+json").body(("[" + event + "]").getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("a-" + unique))
            .body("rejected.id", contains("b-" + unique));

        assertThat(Received.text(Received.activities(Topics.RAW_ENERGY, "a-" + unique).get(0).value().getPayload()))
            .isEqualTo(activity("a-" + unique));
        var letter = Received.deadLetters("demo", bad).get(0).value();
        var again = way.read(new Envelope("demo", "cloudevents", letter.getContentType(), "c", Instant.now()),
                activity("b-" + unique).getBytes(UTF_8));
        assertThat(again.items()).singleElement()
            .satisfies(item -> assertThat(item.verdict()).isInstanceOfSatisfying(Verdict.Accepted.class,
                    accepted -> assertThat(accepted.activity().getEventId()).isEqualTo("b-" + unique)));
    }

    @Test
    void anEventInBinaryFormIsNoLargerThanAnyOther() {
        sender("application/json").header("ce-specversion", "1.0")
            .header("ce-type", "io.carbonflow.activity.v1")
            .header("ce-source", "/plant/1")
            .header("ce-id", "ce-" + unique)
            .body(("[" + activity("a-" + unique) + " ".repeat(1_048_576) + "]").getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(413)
            .body("reasons.code", contains("TOO_LARGE"));
    }

    @Test
    void aReadingAndAChangeOfARowTakeTheirOwnWays() {
        sender(STRUCTURED).body(event("io.carbonflow.reading.v1", "r",
                "{\"sensor_id\":\"s-%s\",\"country_iso2\":\"DE\",\"energy_kwh\":1,\"timestamp\":\"2025-11-03T10:00:00Z\"}"
                    .formatted(unique)))
            .post("/")
            .then()
            .statusCode(202)
            .body("accepted", contains("reading:s-" + unique + ":2025-11-03T10:00:00Z"));
        sender(STRUCTURED).body(event("io.carbonflow.cdc.v1", "c", "{\"before\":null,\"after\":"
                + activity("row-" + unique)
                + ",\"source\":{\"connector\":\"postgresql\",\"lsn\":1,\"table\":\"activities\"},\"op\":\"c\",\"ts_ms\":1704067200500}"))
            .post("/")
            .then()
            .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]x", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"}", "7", "\"x\"",
            "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"io.carbonflow.activity.v1\",\"data\":{}}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"io.carbonflow.activity.v1\"}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"io.carbonflow.activity.v1\",\"data_base64\":\"%\"}"})
    void whatIsNoEventIsRefusedWithAReason(String body) {
        int status = sender(STRUCTURED).body(body.getBytes(UTF_8))
            .post("/")
            .then()
            .contentType("application/problem+json")
            .body("reasons", hasSize(1))
            .extract()
            .statusCode();

        assertThat(status).isIn(400, 422);
    }

    @Test
    void aBodyThatIsNoEventAtAllIsNotTaken() {
        sender("application/json").body("{}").post("/").then().statusCode(415);
        sender("application/json").header("ce-specversion", "1.0").body("{}").post("/").then().statusCode(400);
        given().contentType(ContentType.JSON).body("{}").post("/").then().statusCode(401);
    }
}
