package io.carbonflow.gateway.pressure;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.gateway.SomeDocuments;
import io.carbonflow.gateway.mqtt.Publisher;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class PressureTest {

    private final String run = UUID.randomUUID().toString();

    private String activity(String source, int number) {
        return """
                {"id":"%s-%s-%d","kind":"energy","activity":"fuel.diesel","quantity":1,"unit":"L",\
                "occurred_at":"2025-11-03T10:00:00Z","source_id":"%s-%s","supplier_id":"SUP_1"}"""
            .formatted(run, source, number, run, source);
    }

    private String several(String source, int count) {
        return IntStream.range(0, count).mapToObj(i -> activity(source, i)).collect(Collectors.joining(",", "[", "]"));
    }

    private static Response send(String body) {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .body(body)
            .post("/v1/activities");
    }

    private void policy(String sources) {
        SomeDocuments.put("demo", "intake-policy", "intake-policy", sources.replace("RUN", run));
    }

    private List<TopicProbe.Received<RawActivity>> booked(String source) {
        return Received.probe()
            .read(Topics.RAW_ENERGY, "demo", RawActivity.class)
            .stream()
            .filter(one -> one.value().getSourceId().equals(run + "-" + source))
            .toList();
    }

    @Test
    void beyondASourcesLimitNothingIsTakenAndTheSenderLearnsWhenToComeAgain() {
        policy("{'sources':[{'match':{'source_id':'RUN-slow*'},'items_per_second':'0.1','burst':3}]}");
        // Each try uses another source, so that waiting for the policy does not use up the limit under test.
        var tries = new int[1];
        await().untilAsserted(() -> {
            String source = "slow-try" + tries[0]++;
            assertThat(send(several(source, 3)).statusCode()).isEqualTo(202);
            assertThat(send(activity(source, 9)).statusCode()).isEqualTo(429);
        });

        assertThat(send(several("slow", 3)).statusCode()).isEqualTo(202);
        Response refused = send(several("slow", 2));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(15, 20);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(booked("slow")).hasSize(3);
        assertThat(send(activity("quick", 1)).statusCode()).isEqualTo(202);
    }

    @Test
    void overMqttALimitDelaysTheAcknowledgementAndLosesNothing() {
        policy("{'sources':[{'match':{'source_id':'RUN-paced'},'items_per_second':'20','burst':1}]}");
        try (var device = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), "paced-" + run, "demo",
                TestStack.API_KEY)) {
            var acknowledged = IntStream.range(0, 20)
                .mapToObj(i -> device.publish("carbonflow/demo/activities", activity("paced", i)))
                .toList();
            acknowledged.forEach(CompletableFuture::join);
        }

        assertThat(booked("paced")).hasSize(20);
    }

    @Test
    void whatIsSampledOutIsRecordedWithTheSupplierWhoseTotalMissesIt() {
        policy("{'sources':[{'match':{'source_id':'RUN-many*'},'sample':{'one_of':10,'when':'always'}}]}");
        var tries = new int[1];
        await().until(() -> {
            String source = "many-try" + tries[0]++;
            return send(several(source, 50)).jsonPath().getList("accepted").size() < 50;
        });

        assertThat(send(several("many", 100)).statusCode()).isEqualTo(202);

        var left = Received.probe()
            .read(Topics.RAW_CONTEXT, "demo", ContextReading.class)
            .stream()
            .filter(one -> one.value().getSourceId().equals(run + "-many"))
            .toList();
        assertThat(left).isNotEmpty().allSatisfy(one -> {
            assertThat(one.value().getReason()).isEqualTo("sampled_out");
            assertThat(one.headers()).containsEntry(RecordHeaders.CONTEXT, "sampled_out")
                .containsEntry(RecordHeaders.SUPPLIER, "SUP_1");
        });
        assertThat(left.size() + booked("many").size()).isEqualTo(100);
        assertThat(booked("many").size()).isLessThan(40);
    }

    @Test
    void aBurstOverMqttIsAcknowledgedInFullAndNothingOfItIsLost() {
        var acknowledged = IntStream.range(0, 10).mapToObj(worker -> CompletableFuture.runAsync(() -> {
            try (var device = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), "burst-" + worker + run,
                    "demo", TestStack.API_KEY)) {
                IntStream.range(0, 300)
                    .mapToObj(i -> device.publish("demo/tele/" + run + "-" + worker + "/SENSOR", "{\"i\":" + i + "}"))
                    .toList()
                    .forEach(CompletableFuture::join);
            }
        })).toList();
        acknowledged.forEach(CompletableFuture::join);

        var frames = IntStream.range(0, 10).mapToObj(worker -> Received.frames(run + "-" + worker)).toList();
        assertThat(frames).allSatisfy(ofDevice -> assertThat(ofDevice)
            .extracting(frame -> Received.text(frame.value().getPayload()))
            .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "{\"i\":" + i + "}").toList()));
    }

    @Test
    void aCompressedBodyIsNotRead() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write("0".repeat(50_000_000).getBytes(UTF_8));
        }

        given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body(compressed.toByteArray())
            .post("/v1/activities")
            .then()
            .statusCode(415);
    }

    @Test
    void loadAndBreakersAreAmongTheMetrics() {
        send(activity("metrics", 1));

        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics).contains("carbonflow_pressure_in_flight_bytes", "carbonflow_pressure_level",
                "carbonflow_pressure_body_bytes", "carbonflow_breaker_state{name=\"broker\"",
                "carbonflow_breaker_state{name=\"registry\"",
                "carbonflow_breaker_state{name=\"database\"");
    }
}
