package io.carbonflow.gateway.deadletter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class DeadLettersResourceTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final String source = "source-" + UUID.randomUUID();

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private String aDeadLetter(String tenant, Instant receivedAt, String reason, String payload) {
        return aDeadLetter(tenant, receivedAt, reason, payload, false);
    }

    private String aDeadLetter(String tenant, Instant receivedAt, String reason, String payload, boolean held) {
        return new SomeLetter(tenant, source, "e", receivedAt, reason, payload, held).store();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void theNewestComesFirstAndTheCursorGoesOnWhereThePageEnded() {
        String older = aDeadLetter("demo", RECEIVED_AT, "UNIT_UNKNOWN", "{}");
        String newer = aDeadLetter("demo", RECEIVED_AT.plusSeconds(1), "UNIT_UNKNOWN", "{}");

        String cursor = as(TestStack.VIEWER_KEY).queryParam("source", source)
            .queryParam("limit", 1)
            .get("/v1/dead-letters")
            .then()
            .statusCode(200)
            .header("Link", containsString("rel=\"next\""))
            .body("items.id", contains(newer))
            .body("items.reasons[0].code", contains("UNIT_UNKNOWN"))
            .extract()
            .path("next_cursor");
        aDeadLetter("demo", RECEIVED_AT.plusSeconds(2), "UNIT_UNKNOWN", "{}");

        as(TestStack.VIEWER_KEY).queryParam("source", source)
            .queryParam("limit", 1)
            .queryParam("cursor", cursor)
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(older))
            .body("next_cursor", nullValue());
    }

    @Test
    void aListIsNarrowedByReasonAndTime() {
        aDeadLetter("demo", RECEIVED_AT, "UNIT_UNKNOWN", "{}");
        String wanted = aDeadLetter("demo", RECEIVED_AT, "MALFORMED", "{}");

        as(TestStack.API_KEY).queryParam("source", source)
            .queryParam("reason", "MALFORMED")
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(wanted));
        as(TestStack.API_KEY).queryParam("source", source)
            .queryParam("since", "2025-11-03T10:00:01Z")
            .get("/v1/dead-letters")
            .then()
            .body("items", empty());
    }

    @Test
    void whatIsHeldIsMarkedAndCanBeListedAlone() {
        String refused = aDeadLetter("demo", RECEIVED_AT, "MALFORMED", "{}");
        String held = aDeadLetter("demo", RECEIVED_AT.plusSeconds(1), "ATTRIBUTION_NOT_FOUND", "{}", true);

        as(TestStack.VIEWER_KEY).queryParam("source", source)
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(held, refused))
            .body("items.held", contains(true, false));
        as(TestStack.VIEWER_KEY).queryParam("source", source)
            .queryParam("held", "true")
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(held));
        as(TestStack.VIEWER_KEY).queryParam("source", source)
            .queryParam("held", "false")
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(refused));
        as(TestStack.VIEWER_KEY).queryParam("held", "maybe").get("/v1/dead-letters").then().statusCode(400);
    }

    @Test
    void theBytesComeBackExactlyAndOnlyToThoseWhoMayReadThem() {
        String id = aDeadLetter("demo", RECEIVED_AT, "MALFORMED", "{\"né\": ");

        byte[] bytes = as(TestStack.AUDITOR_KEY).get("/v1/dead-letters/" + id)
            .then()
            .statusCode(200)
            .contentType("application/json")
            .header("X-Content-Type-Options", "nosniff")
            .extract()
            .asByteArray();

        assertThat(bytes).isEqualTo("{\"né\": ".getBytes(UTF_8));
        as(TestStack.VIEWER_KEY).get("/v1/dead-letters/" + id).then().statusCode(403);
        as(TestStack.DEVICE_KEY).get("/v1/dead-letters").then().statusCode(403);
        given().get("/v1/dead-letters").then().statusCode(401);
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        String id = aDeadLetter("demo", RECEIVED_AT, "MALFORMED", "{");

        as(TestStack.OTHER_API_KEY).get("/v1/dead-letters/" + id).then().statusCode(404);
        as(TestStack.OTHER_API_KEY).queryParam("source", source)
            .get("/v1/dead-letters")
            .then()
            .body("items", empty());
        as(TestStack.OTHER_API_KEY).post("/v1/dead-letters/" + id + "/resubmit").then().statusCode(404);
    }

    @Test
    void aCorrectedItemIsTakenInByTheWayItCame() {
        String eventId = "evt-" + UUID.randomUUID();
        String wrong = """
                {"id":"%s","kind":"energy","activity":"electricity.grid","quantity":1,"unit":"kW",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"m"}""".formatted(eventId);
        String id = aDeadLetter("demo", RECEIVED_AT, "UNIT_MISMATCH", wrong);

        as(TestStack.API_KEY).post("/v1/dead-letters/" + id + "/resubmit")
            .then()
            .statusCode(422)
            .body("reasons.code", contains("UNIT_MISMATCH"));
        as(TestStack.API_KEY).contentType("application/json")
            .body(wrong.replace("kW", "kWh"))
            .post("/v1/dead-letters/" + id + "/resubmit")
            .then()
            .statusCode(202)
            .body("accepted", contains(eventId));

        assertThat(Received.activities(Topics.RAW_ENERGY, eventId)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 501", "limit, many", "cursor, nonsense", "reason, NOT_A_CODE", "since, yesterday"})
    void aParameterItCannotReadIsNamed(String name, String value) {
        as(TestStack.API_KEY).queryParam(name, value)
            .get("/v1/dead-letters")
            .then()
            .statusCode(400)
            .body("detail", containsString(name));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        as(TestStack.API_KEY).get("/v1/dead-letters/none")
            .then()
            .statusCode(404)
            .contentType("application/problem+json");
    }
}
