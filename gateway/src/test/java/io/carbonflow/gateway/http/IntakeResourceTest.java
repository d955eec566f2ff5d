package io.carbonflow.gateway.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class IntakeResourceTest {

    private static final String NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    private static String anId() {
        return "evt-" + UUID.randomUUID();
    }

    private static String activity(String id, String quantity) {
        return "{ \"id\":\"%s\", \"kind\":\"energy\", \"activity\":\"electricity.grid\", \"quantity\":%s, \"unit\":\"kWh\", \"occurred_at\":\"%s\", \"source_id\":\"meter-%s\" }"
            .formatted(id, quantity, NOW, id);
    }

    private static RequestSpecification sender() {
        return as(TestStack.API_KEY).contentType("application/json");
    }

    private static RequestSpecification as(String key) {
        return given().config(io.restassured.RestAssured.config()
            .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("application/x-ndjson", io.restassured.http.ContentType.TEXT)))
            .header("Authorization", "Bearer " + key);
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aSingleActivityIsOnItsRawTopicWhenItIsAcknowledged() {
        String id = anId();
        String body = activity(id, "1247.30");

        sender().header("X-Correlation-Id", "corr-" + id)
            .body(body)
            .post("/v1/activities")
            .then()
            .statusCode(202)
            .header("X-Correlation-Id", "corr-" + id)
            .body("accepted", contains(id))
            .body("duplicates", empty())
            .body("rejected", empty());

        var records = Received.activities(Topics.RAW_ENERGY, id);
        assertThat(records).hasSize(1);
        var raw = records.get(0);
        assertThat(raw.key()).isEqualTo("demo|meter-" + id);
        assertThat(raw.headers()).containsEntry("cf_tenant", "demo")
            .containsEntry("cf_correlation_id", "corr-" + id)
            .containsKey("cf_received_at");
        assertThat(raw.value().getQuantity()).isEqualTo("1247.30");
        assertThat(raw.value().getChannel()).isEqualTo("rest");
        assertThat(Received.text(raw.value().getPayload())).isEqualTo(body);
        assertThat(raw.headers().get("cf_received_at"))
            .isEqualTo(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, raw.value().getReceivedAt())));
    }

    @Test
    void theSeedReadingTravelsWithItsCarriedIntensity() {
        String sensor = "SM-" + UUID.randomUUID();
        String body = """
                {"sensor_id":"%s","facility_id":"FACILITY_MUENCHEN_01","country_iso2":"DE","energy_kwh":1247.3,
                 "energy_source":"grid","grid_carbon_intensity_gco2_kwh":385.2,"timestamp":"2025-11-03T10:00:00Z"}"""
            .formatted(sensor);

        String id = sender().body(body).post("/v1/readings").then().statusCode(202).extract().path("accepted[0]");

        assertThat(id).isEqualTo("reading:" + sensor + ":2025-11-03T10:00:00Z");
        var raw = Received.activities(Topics.RAW_ENERGY, id).get(0).value();
        assertThat(((EnergyBody) raw.getBody()).getCarriedGridIntensityGPerKwh()).isEqualTo("385.2");
    }

    @Test
    void aRepeatIsNamedAndStillForwarded() {
        String id = anId();
        sender().body(activity(id, "1")).post("/v1/activities").then().statusCode(202);

        sender().body(activity(id, "1.0"))
            .post("/v1/activities")
            .then()
            .statusCode(202)
            .body("accepted", empty())
            .body("duplicates", contains(id));

        assertThat(Received.activities(Topics.RAW_ENERGY, id)).hasSize(2);
    }

    @Test
    void aSingleRefusedActivityIsAProblemWithEveryReasonAndADeadLetterWithItsBytes() {
        String body = activity(anId(), "-1").replace("kWh", "kilofoo");

        sender().body(body)
            .post("/v1/activities")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("status", equalTo(422))
            .body("reasons.code", contains("QUANTITY_NEGATIVE", "UNIT_UNKNOWN"))
            .body("reasons.field", contains("quantity", "unit"))
            .body("rejected[0].index", equalTo(0))
            .body("rejected[0].dead_letter_id", notNullValue());

        var letters = Received.deadLetters("demo", body);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).value().getReasons()).extracting(Reason::getCode)
            .containsExactly("QUANTITY_NEGATIVE", "UNIT_UNKNOWN");
        assertThat(letters.get(0).value().getStage()).isEqualTo("intake");
    }

    @Test
    void anUnreadableBodyIsAnsweredAndKept() {
        String body = "{\"id\": \"broken " + UUID.randomUUID();

        sender().body(body)
            .post("/v1/activities")
            .then()
            .statusCode(400)
            .contentType("application/problem+json")
            .body("reasons.code", contains("MALFORMED"));

        assertThat(Received.deadLetters("demo", body)).hasSize(1);
    }

    @Test
    void anArrayIsAcceptedWhateverEachElementFares() {
        String good = anId();
        String bad = activity(anId(), "-1");

        sender().body("[" + bad + ", " + activity(good, "2") + ", 7]")
            .post("/v1/activities")
            .then()
            .statusCode(202)
            .body("accepted", contains(good))
            .body("rejected.index", contains(0, 2));

        assertThat(Received.deadLetters("demo", bad)).hasSize(1);
    }

    @Test
    void eachLineOfNdjsonFaresForItself() {
        String first = anId();
        String second = anId();
        String torn = "{\"id\":\"" + UUID.randomUUID();

        as(TestStack.API_KEY).contentType("application/x-ndjson")
            .body(activity(first, "1") + "\n\n" + torn + "\r\n" + activity(second, "2") + "\n")
            .post("/v1/activities")
            .then()
            .statusCode(202)
            .body("accepted", contains(first, second))
            .body("rejected", hasSize(1))
            .body("rejected[0].index", equalTo(2))
            .body("rejected[0].reasons[0].code", equalTo("MALFORMED"));

        assertThat(Received.deadLetters("demo", torn)).hasSize(1);
    }

    @Test
    void anItemOfMoreThanAMegabyteIsRefusedAndItsBeginningKept() {
        String body = activity(anId(), "1").replace("}", ", \"padding\":\"" + "x".repeat(1_048_576) + "\"}");

        sender().body(body)
            .post("/v1/activities")
            .then()
            .statusCode(413)
            .contentType("application/problem+json")
            .body("reasons.code", contains("TOO_LARGE"));

        assertThat(Received.deadLetters("demo", body.substring(0, 1_048_576))).hasSize(1);
    }

    @Test
    void aBodyOfMoreThanTenMegabytesIsRefusedUnread() {
        sender().body(" ".repeat(10_485_761).getBytes(UTF_8))
            .post("/v1/activities")
            .then()
            .statusCode(413)
            .contentType("application/problem+json")
            .body("reasons.code", contains("TOO_LARGE"));
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsCutOffAtTheLimit() throws InterruptedException {
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10_485_761]));
        var request = HttpRequest.newBuilder(URI.create(io.restassured.RestAssured.baseURI + ":"
                + io.restassured.RestAssured.port + "/v1/activities"))
            .header("Authorization", "Bearer " + TestStack.API_KEY)
            .header("Content-Type", "application/json")
            .POST(body)
            .build();

        int status;
        try {
            status = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException hungUpWhileWeWrote) {
            status = 413;
        }

        assertThat(status).isEqualTo(413);
    }

    @Test
    void anotherContentTypeIsRefused() {
        as(TestStack.API_KEY).contentType("text/csv")
            .body("a,b")
            .post("/v1/activities")
            .then()
            .statusCode(415)
            .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/activities", "/v1/readings", "/v1/webhooks/sap", "/v1/webhooks/fedex"})
    void aSenderWithoutAKeyOrWithoutTheRightGetsNothingIn(String path) {
        given().contentType("application/json").body("{}").post(path).then().statusCode(401);
        as("wrong").contentType("application/json").body("{}").post(path).then().statusCode(401);
        as(TestStack.VIEWER_KEY).contentType("application/json").body("{}").post(path).then().statusCode(403);
    }

    @Test
    void aDeviceMaySend() {
        as(TestStack.DEVICE_KEY).contentType("application/json")
            .body(activity(anId(), "1"))
            .post("/v1/activities")
            .then()
            .statusCode(202);
    }

    @Test
    void itsMetricsCountWhatCameIn() {
        sender().body(activity(anId(), "1")).post("/v1/activities").then().statusCode(202);
        sender().body(activity(anId(), "-1")).post("/v1/activities").then().statusCode(422);

        String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();

        assertThat(metrics).contains("carbonflow_intake_items_total{channel=\"rest\",outcome=\"accepted\"}",
                "carbonflow_intake_rejections_total{channel=\"rest\",reason=\"QUANTITY_NEGATIVE\"}",
                "carbonflow_intake_acknowledgement_seconds_bucket", "carbonflow_intake_batch_items_count");
    }
}
