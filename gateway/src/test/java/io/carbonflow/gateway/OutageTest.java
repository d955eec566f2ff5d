package io.carbonflow.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.database.Migrations;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.gateway.mqtt.Publisher;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** The broker of our records goes away and comes back. */
@QuarkusTest
@WithStack(value = {StackPart.REGISTRY, StackPart.MQTT, StackPart.POSTGRES}, databaseRole = Migrations.GATEWAY_ROLE)
@WithTestResource(OwnKafka.class)
class OutageTest {

    private static final String READING = "{\"sensor_id\":\"%s\",\"energy_kwh\":1,\"timestamp\":\"2025-11-03T10:00:00Z\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Response send(String sensor) {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .body(READING.formatted(sensor))
            .post("/v1/readings");
    }

    private static List<String> sourcesOnTheRawTopic() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", OwnKafka.onItsData().bootstrapServers()),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.RAW_ENERGY)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var sources = new ArrayList<String>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> sources.add(message.key()));
            }
            return sources;
        }
    }

    @Test
    void nothingIsAcknowledgedWithoutTheBrokerAndNothingAcknowledgedIsLost() {
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        assertThat(send("before").statusCode()).isEqualTo(202);
        EmbeddedKafka broker = OwnKafka.onItsData();
        try (var device = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), "d", "demo", TestStack.API_KEY)) {

            broker.endStale();
            var published = device.publish("carbonflow/demo/readings", READING.formatted("during-mqtt"));
            Response refused = send("during-rest");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(published).isNotDone();
            assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(503);

            broker.start();

            assertThat(published).succeedsWithin(PATIENCE);
            await().atMost(PATIENCE).until(() -> send("during-rest").statusCode() == 202);
            assertThat(sourcesOnTheRawTopic()).contains("demo|before", "demo|during-mqtt", "demo|during-rest");
            await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        }
    }
}
