package io.carbonflow.gateway.deadletter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class DeadLetterProductTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final String source = "source-" + UUID.randomUUID();

    private static RequestSpecification owner() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }

    private RequestSpecification ofSource() {
        return owner().queryParam("source", source);
    }

    private static String anId() {
        return "evt-" + UUID.randomUUID();
    }

    private String activity(String id, String unit) {
        return """
                {"id":"%s","kind":"energy","activity":"electricity.grid","quantity":1,"unit":"%s",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"%s"}""".formatted(id, unit, source);
    }

    private String letter(String eventId, String reason, String payload, boolean held) {
        return new SomeLetter("demo", source, eventId, RECEIVED_AT, reason, payload, held).store();
    }

    private static TopicProbe.Received<RawActivity> received(String eventId) {
        return Received.activities(Topics.RAW_ENERGY, eventId).get(0);
    }

    private ValidatableResponse resubmitMany(String members) {
        return owner().contentType("application/json")
            .body("{\"source\":\"" + source + "\"" + members.replace('\'', '"') + "}")
            .post("/v1/dead-letters/resubmit")
            .then();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aLetterIsOpenUntilItWasSentAgainOrWentOn() {
        String open = letter("a", "MALFORMED", "{", false);
        String again = letter("b", "MALFORMED", "{", false);
        String released = letter("c", "QUALITY_REVIEW", "{", true);
        SomeLetter.release(again);
        SomeLetter.release(released);

        ofSource().queryParam("state", "open").get("/v1/dead-letters").then().body("items.id", contains(open));
        ofSource().queryParam("state", "resubmitted").get("/v1/dead-letters").then().body("items.id", contains(again));
        ofSource().queryParam("state", "released")
            .get("/v1/dead-letters")
            .then()
            .body("items.id", contains(released))
            .body("items.released_at", contains(notNullValue()));
        owner().get("/v1/dead-letters/{id}/facts", open)
            .then()
            .statusCode(200)
            .body("state", equalTo("open"))
            .body("payload_bytes", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({"channel, rest, 1", "channel, sftp, 0", "stage, intake, 1", "stage, ledger, 0", "event_id, e-7, 1",
            "event_id, e, 0", "text, unit_unkn, 1", "text, E-7, 1", "text, 100%, 0", "until, 2025-11-03T10:00:00Z, 0",
            "until, 2025-11-03T10:00:01Z, 1"})
    void aListIsNarrowedByWhatIsKnownOfTheLetters(String name, String value, int found) {
        letter("e-7", "UNIT_UNKNOWN", "{}", false);

        ofSource().queryParam(name, value).get("/v1/dead-letters").then().body("items.size()", equalTo(found));
    }

    @Test
    void lettersAreCountedByReasonAndSource() {
        letter("a", "MALFORMED", "{", false);
        letter("b", "UNIT_UNKNOWN", "{", false);
        SomeLetter.release(letter("c", "UNIT_UNKNOWN", "{", false));
        letter("d", "QUALITY_REVIEW", "{", true);
        letter("e", "UNIT_UNKNOWN", "{", false);

        ofSource().get("/v1/dead-letters/counts")
            .then()
            .statusCode(200)
            .body("items.by.reason", contains("UNIT_UNKNOWN", "MALFORMED", "QUALITY_REVIEW"))
            .body("items.letters", contains(3, 1, 1))
            .body("items.open", contains(2, 1, 1))
            .body("items.held", contains(0, 0, 1))
            .body("truncated", equalTo(false));
        ofSource().queryParam("group_by", "source,state")
            .get("/v1/dead-letters/counts")
            .then()
            .body("group_by", contains("source", "state"))
            .body("items.by.source", contains(source, source))
            .body("items.by.state", contains("open", "resubmitted"))
            .body("items.letters", contains(4, 1));
        ofSource().queryParam("group_by", "colour").get("/v1/dead-letters/counts").then().statusCode(400);
    }

    @Test
    void bytesThatAreNoLongerKeptAreGoneAndTheFactsStay() {
        String id = letter("a", "MALFORMED", null, false);

        owner().get("/v1/dead-letters/{id}", id)
            .then()
            .statusCode(410)
            .contentType("application/problem+json")
            .body("detail", containsString("no longer kept"));
        owner().post("/v1/dead-letters/{id}/resubmit", id).then().statusCode(410);
        ofSource().get("/v1/dead-letters")
            .then()
            .body("items.payload_expired", contains(true))
            .body("items.payload_bytes", contains(nullValue()));
        String corrected = anId();
        owner().contentType("application/json")
            .body(activity(corrected, "kWh"))
            .post("/v1/dead-letters/{id}/resubmit", id)
            .then()
            .statusCode(202)
            .body("accepted", contains(corrected));
    }

    @Test
    void whatIsSentAgainNamesTheLetterItContinues() {
        String eventId = anId();
        String id = letter(eventId, "UNIT_MISMATCH", activity(eventId, "kWh"), false);

        owner().post("/v1/dead-letters/{id}/resubmit", id).then().statusCode(202).body("accepted", contains(eventId));

        assertThat(received(eventId).headers()).containsEntry(RecordHeaders.RELEASES, id);
    }

    @Test
    void ofADeliveryWithSeveralItemsOnlyTheLettersGoesOn() {
        String mine = anId();
        String other = anId();
        String id = letter(mine, "UNIT_MISMATCH", "[" + activity(other, "kWh") + "," + activity(mine, "kWh") + "]",
                false);

        owner().post("/v1/dead-letters/{id}/resubmit", id).then().statusCode(202).body("accepted", contains(mine));

        assertThat(Received.activities(Topics.RAW_ENERGY, other)).isEmpty();
    }

    @Test
    void aCorrectionThatIsSeveralItemsIsTakenAndOnlyOneContinuesTheLetter() {
        String one = anId();
        String two = anId();
        String id = letter(null, "MALFORMED", "[{", false);

        owner().contentType("application/json")
            .body("[" + activity(one, "kWh") + "," + activity(two, "kWh") + "]")
            .post("/v1/dead-letters/{id}/resubmit", id)
            .then()
            .statusCode(202)
            .body("accepted", contains(one, two));

        assertThat(received(one).headers()).containsEntry(RecordHeaders.RELEASES, id);
        assertThat(received(two).headers()).doesNotContainKey(RecordHeaders.RELEASES);
    }

    @Test
    void whatAPersonSendsOnIsNotHeldByTheGateAgain() {
        String eventId = anId();
        String id = letter(eventId, "QUALITY_REVIEW", activity(eventId, "kWh"), true);
        distrust();

        owner().post("/v1/dead-letters/{id}/resubmit", id).then().statusCode(202).body("accepted", contains(eventId));

        var went = received(eventId);
        assertThat(went.value().getGateReason()).isEqualTo("untrusted source, let pass by owner");
        assertThat(went.value().getReceivedAt()).isEqualTo(RECEIVED_AT);
        assertThat(went.headers()).containsEntry(RecordHeaders.RELEASES, id);
    }

    @Test
    void afterAFixManyAreSentAgainAndWhatIsStillWrongStays() {
        String right = anId();
        String wrong = anId();
        letter(right, "UNIT_UNKNOWN", activity(right, "kWh"), false);
        letter(wrong, "UNIT_UNKNOWN", activity(wrong, "kW"), false);
        letter("gone", "UNIT_UNKNOWN", null, false);
        SomeLetter.release(letter("done", "UNIT_UNKNOWN", activity(anId(), "kWh"), false));

        resubmitMany(",'limit':2").statusCode(200).body("examined", equalTo(2)).body("left", equalTo(1));
        resubmitMany("").statusCode(200)
            .body("examined", equalTo(3))
            .body("rejected", equalTo(1))
            .body("expired", equalTo(1))
            .body("left", equalTo(0));

        assertThat(Received.activities(Topics.RAW_ENERGY, right)).hasSize(1);
        assertThat(Received.activities(Topics.RAW_ENERGY, wrong)).isEmpty();
    }

    @Test
    void manyPassTheGateOnlyWhereThatIsSaid() {
        String eventId = anId();
        letter(eventId, "QUALITY_REVIEW", activity(eventId, "kWh"), true);
        distrust();

        resubmitMany(",'held':true").body("held", equalTo(1)).body("accepted", equalTo(0));
        resubmitMany(",'held':true,'approve':true").body("accepted", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"limit\":0}", "{\"limit\":1.5}", "{\"held\":\"yes\"}", "{\"colour\":\"red\"}",
            "{\"reason\":\"NONE\"}"})
    void aRequestItCannotReadIsRefused(String body) {
        owner().contentType("application/json")
            .body(body)
            .post("/v1/dead-letters/resubmit")
            .then()
            .statusCode(400)
            .contentType("application/problem+json");
    }

    @Test
    void anotherTenantsLettersAreNotSentAgain() {
        String eventId = anId();
        letter(eventId, "UNIT_UNKNOWN", activity(eventId, "kWh"), false);

        given().header("Authorization", "Bearer " + TestStack.OTHER_API_KEY)
            .contentType("application/json")
            .body("{\"source\":\"" + source + "\"}")
            .post("/v1/dead-letters/resubmit")
            .then()
            .statusCode(200)
            .body("examined", equalTo(0));
        given().header("Authorization", "Bearer " + TestStack.OTHER_API_KEY)
            .queryParam("source", source)
            .get("/v1/dead-letters/counts")
            .then()
            .body("items", empty());
    }

    /** Until the gate holds what comes from the source. */
    private void distrust() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Received.probe()
            .write(Topics.SOURCES_STATE, new RecordKey("demo", source), SourceState.newBuilder()
                .setTenantId("demo")
                .setSourceId(source)
                .setState("active")
                .setSince(now)
                .setTrust("0.05")
                .setUpdatedAt(now)
                .build());
        await().untilAsserted(() -> owner().contentType("application/json")
            .body(activity(anId(), "kWh"))
            .post("/v1/activities")
            .then()
            .body("held.size()", equalTo(1)));
    }
}
