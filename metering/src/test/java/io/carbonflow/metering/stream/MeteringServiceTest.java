package io.carbonflow.metering.stream;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.junit.QuarkusTest;

/** The service as it runs, against a real broker and registry. */
@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
class MeteringServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = TestStack.aTenant();
    private final TopicProbe topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));

    @AfterEach
    void close() {
        topics.close();
    }

    private void register(String device) {
        topics.write(Topics.MASTER_DEVICES, new RecordKey(tenant, device),
                DeviceRegistration.newBuilder()
                    .setTenantId(tenant)
                    .setId(device)
                    .setFamily("tasmota")
                    .setTimeZone("Europe/Berlin")
                    .setCountry("DE")
                    .setUpdatedAt(Instant.now())
                    .build());
    }

    private void tasmota(String device, String time, String kwh) {
        String message = "{\"Time\":\"" + time + "\",\"ENERGY\":{\"Total\":" + kwh + "}}";
        topics.write(Topics.RAW_METER, new RecordKey(tenant, device),
                MeterFrame.newBuilder()
                    .setTenantId(tenant)
                    .setCorrelationId("c-1")
                    .setFamily("tasmota")
                    .setDevice(device)
                    .setTopic("tele/" + device + "/SENSOR")
                    .setChannel("tasmota")
                    .setReceivedAt(Instant.now())
                    .setContentType("application/json;topic=tele/" + device + "/SENSOR")
                    .setPayload(ByteBuffer.wrap(message.getBytes(UTF_8)))
                    .build());
    }

    @Test
    void aRegisteredDevicesStandsBecomeAnActivityAndASourceWithItsState() {
        // Given
        register("SM-1");

        // When
        tasmota("SM-1", "2025-11-03T10:00:00", "235.645");
        tasmota("SM-1", "2025-11-03T10:05:00", "235.700");

        // Then
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.RAW_ENERGY, tenant, RawActivity.class)).singleElement()
                .satisfies(one -> {
                    assertThat(one.headers()).containsEntry(RecordHeaders.DERIVED, "1")
                        .containsEntry(RecordHeaders.TENANT, tenant)
                        .containsEntry(RecordHeaders.CORRELATION_ID, "c-1");
                    assertThat(one.value().getQuantity()).isEqualTo("0.055");
                    assertThat(one.value().getEventId()).isEqualTo("tasmota:SM-1:2025-11-03T09:05:00Z");
                }));
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.SOURCES_STATE, tenant, SourceState.class))
                .last()
                .satisfies(one -> assertThat(one.value().getGood()).isEqualTo(2)));
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void whatAnUnknownDeviceSendsWaitsAndIsProcessedInTheOrderOfItsTimeOnceItIsRegistered() {
        // Given
        tasmota("SM-2", "2025-11-03T10:05:00", "11");
        tasmota("SM-2", "2025-11-03T10:00:00", "10");
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(letters()).hasSize(2)
                .allSatisfy(letter -> assertThat(letter.getHeld()).isTrue()));

        // When
        register("SM-2");

        // Then
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.RAW_ENERGY, tenant, RawActivity.class)).singleElement()
                .satisfies(one -> {
                    assertThat(one.value().getQuantity()).isEqualTo("1");
                    assertThat(one.headers()).containsEntry(RecordHeaders.RELEASES, letters().get(0).getId())
                        .doesNotContainKey(RecordHeaders.DERIVED);
                }));
        assertThat(topics.read(Topics.RAW_CONTEXT, tenant, ContextReading.class)).singleElement()
            .satisfies(
                    one -> assertThat(one.headers()).containsEntry(RecordHeaders.RELEASES, letters().get(1).getId()));
    }

    @Test
    void theBacktestAnswersWhoMayReadAndNobodyElse() {
        given().get("/v1/imputation/backtest").then().statusCode(401);
        given().auth()
            .oauth2(TestStack.DEVICE_KEY)
            .get("/v1/imputation/backtest")
            .then()
            .statusCode(403);
        given().auth()
            .oauth2(TestStack.VIEWER_KEY)
            .get("/v1/imputation/backtest?source_id=nobody")
            .then()
            .statusCode(200)
            .body("total.hidden_runs", org.hamcrest.Matchers.is(0), "partitions_covered",
                    org.hamcrest.Matchers.hasSize(4), "meters", org.hamcrest.Matchers.hasSize(0));
        given().auth()
            .oauth2(TestStack.VIEWER_KEY)
            .get("/v1/imputation/backtest?from=yesterday")
            .then()
            .statusCode(400)
            .contentType("application/problem+json");
    }

    private List<DeadLetter> letters() {
        return topics.read(Topics.DEAD_INTAKE, tenant, DeadLetter.class)
            .stream()
            .map(TopicProbe.Received::value)
            .toList();
    }
}
