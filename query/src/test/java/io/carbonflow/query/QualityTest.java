package io.carbonflow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.ReportedValue;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** What the metering stage says of sources, as it is served. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class QualityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2025-11-03T10:00:00Z");

    private final String source = "meter-" + UUID.randomUUID();
    private TopicProbe topics;

    @BeforeEach
    void open() {
        Api.awaitReady();
        topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void anAlertIsListedWhileItLastsAndOnceItIsOver() {
        // When
        write(alert("gap:1", "gap", "raised", AT, null));
        write(alert("silence:1", "silence", "raised", AT.plusSeconds(60), null));

        // Then: the one raised last comes first
        await().atMost(PATIENCE)
            .untilAsserted(() -> get("/v1/alerts?source_id=" + source)
                .statusCode(200)
                .body("items.kind", contains("silence", "gap"))
                .body("items[1].evidence.missing_minutes", equalTo("40"))
                .body("items[1].from", equalTo("2025-11-03T10:00:00Z")));
        get("/v1/alerts?source_id=" + source + "&kind=gap").body("items", hasSize(1));
        get("/v1/alerts?source_id=" + source + "&since=2025-11-03T10:00:30Z").body("items", hasSize(1));

        // When: it is over, and its raising is read once more
        write(alert("silence:1", "silence", "cleared", AT.plusSeconds(60), AT.plusSeconds(600)));
        write(alert("silence:1", "silence", "raised", AT.plusSeconds(60), null));
        write(alert("gap:2", "gap", "raised", AT.plusSeconds(120), null));

        // Then
        await().atMost(PATIENCE)
            .untilAsserted(() -> get("/v1/alerts?source_id=" + source + "&state=raised")
                .body("items.id", contains(source + "gap:2", source + "gap:1")));
        get("/v1/alerts?source_id=" + source + "&state=cleared")
            .body("items.id", contains(source + "silence:1"))
            .body("items[0].to", equalTo("2025-11-03T10:10:00Z"));
        get("/v1/alerts?state=over").statusCode(400);
    }

    @Test
    void aListOfAlertsGoesOnWhereItEndedEvenWhereTimesAreTheSame() {
        for (int i = 0; i < 3; i++) {
            write(alert("clock:" + i, "clock", "raised", AT, null));
        }
        await().atMost(PATIENCE)
            .untilAsserted(() -> get("/v1/alerts?source_id=" + source).body("items", hasSize(3)));

        var first = get("/v1/alerts?limit=2&source_id=" + source).extract().jsonPath();
        String cursor = first.getString("next_cursor");

        assertThat(first.getList("items.id")).isEqualTo(List.of(source + "clock:2", source + "clock:1"));
        get("/v1/alerts?limit=2&source_id=" + source + "&cursor=" + cursor)
            .body("items.id", contains(source + "clock:0"))
            .body("next_cursor", equalTo(null));
        get("/v1/alerts?cursor=abc").statusCode(400);
    }

    @Test
    void aSourceIsServedAsItWasSeenLastAndIsGoneWhenItIsRemoved() {
        // Given
        write(source("active", "0.93", AT.plusSeconds(10)));
        write(source("silent", "0.12", AT));

        // Then: what is older changes nothing
        await().atMost(PATIENCE)
            .untilAsserted(() -> get("/v1/sources/" + source)
                .statusCode(200)
                .body("id", equalTo(source))
                .body("state", equalTo("active"))
                .body("trust", equalTo(new BigDecimal("0.93")))
                .body("good", equalTo(7))
                .body("values[0].name", equalTo("em1:0.power"))
                .body("values[0].value", equalTo("12.5")));
        get("/v1/sources?state=active&limit=1000").body("items.findAll { it.id == '" + source + "' }", hasSize(1));
        get("/v1/sources?state=silent&limit=1000").body("items.findAll { it.id == '" + source + "' }", hasSize(0));
        get("/v1/sources?state=silent,active&limit=1000").body("items.findAll { it.id == '" + source + "' }",
                hasSize(1));
        get("/v1/sources?state=asleep").statusCode(400);
        get("/v1/source-states").body("by_state.active", greaterThanOrEqualTo(1));

        // When
        topics.writeBytes(Topics.SOURCES_STATE, new RecordKey(TestStack.TENANT, source), null);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> get("/v1/sources/" + source).statusCode(404));
    }

    @Test
    void aRecordThatCanNeverBeStoredIsPassedOverAndTheOthersAreKept() {
        // Given: an id longer than an index takes, in the middle of others
        var random = new java.util.Random(42);
        String endless = random.ints(6_000, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
        double before = passedOver();

        // When
        write(alert("gap:1", "gap", "raised", AT, null));
        write(alert(endless, "gap", "raised", AT, null));
        write(alert("gap:2", "gap", "raised", AT, null));
        topics.writeBytes(Topics.SOURCES_STATE, new RecordKey(TestStack.TENANT, source), new byte[]{1, 2, 3});
        write(source("active", "0.93", AT));

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            get("/v1/alerts?source_id=" + source).body("items.id", contains(source + "gap:2", source + "gap:1"));
            get("/v1/sources/" + source).statusCode(200);
        });
        assertThat(passedOver()).isEqualTo(before + 2);
    }

    private static double passedOver() {
        return Api.asOwner()
            .get("/q/metrics")
            .asString()
            .lines()
            .filter(line -> line.startsWith("carbonflow_quality_passed_over_total"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    }

    private static ValidatableResponse get(String path) {
        return Api.asOwner().get(path).then();
    }

    private void write(QualityAlert alert) {
        topics.write(Topics.QUALITY_ALERTS, new RecordKey(TestStack.TENANT, source), alert);
    }

    private void write(SourceState state) {
        topics.write(Topics.SOURCES_STATE, new RecordKey(TestStack.TENANT, source), state);
    }

    private QualityAlert alert(String id, String kind, String state, Instant raisedAt, Instant to) {
        return QualityAlert.newBuilder()
            .setId(source + id)
            .setTenantId(TestStack.TENANT)
            .setSourceId(source)
            .setKind(kind)
            .setState(state)
            .setFrom(raisedAt)
            .setTo(to)
            .setDetail("no reading for 40 minutes, one every 5 was expected")
            .setEvidence(Map.of("missing_minutes", "40"))
            .setRaisedAt(raisedAt)
            .build();
    }

    private SourceState source(String state, String trust, Instant updatedAt) {
        return SourceState.newBuilder()
            .setTenantId(TestStack.TENANT)
            .setSourceId(source)
            .setState(state)
            .setSince(AT)
            .setTrust(trust)
            .setFamily("shelly")
            .setCadenceSeconds(60)
            .setLastReadingAt(AT)
            .setLastReceivedAt(AT)
            .setGood(7)
            .setValues(List.of(new ReportedValue("em1:0.power", "12.5", "W", AT)))
            .setUpdatedAt(updatedAt)
            .build();
    }
}
