package io.carbonflow.calculator.intake;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(BrokerOutageTest.OnABrokerOfItsOwn.class)
@WithStack(StackPart.REGISTRY)
@WithTestResource(OwnBroker.class)
@WithTestResource(SnapshotServer.class)
class BrokerOutageTest {

    /** Only keeps this test's configuration apart from the others'. */
    public static final class OnABrokerOfItsOwn implements QuarkusTestProfile {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    WireCodec codec;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    Runnable killBroker;
    Runnable startBroker;

    @Test
    void losesNothingWhenTheBrokerIsKilledAndGoesOnByItself() throws Exception {
        // Given
        List<byte[]> raw = rawValues(40);
        send(raw.subList(0, 20));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(calculated()).hasSize(20));

        // When
        killBroker.run();
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
        startBroker.run();
        send(raw.subList(20, 40));

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(calculated()).hasSize(40));
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    /** Raw records in the wire format, taken from the shared broker's topic. */
    private static List<byte[]> rawValues(int count) {
        String tenant = TestStack.aTenant();
        try (var topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY))) {
            for (int number = 0; number < count; number++) {
                topics.write(Topics.RAW_ENERGY, new RecordKey(tenant, "SM"),
                        anActivity().tenant(tenant).eventId("evt-" + number).build());
            }
            return topics.readBytes(Topics.RAW_ENERGY, tenant).stream().map(ConsumerRecord::value).toList();
        }
    }

    private void send(List<byte[]> values) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(Topics.RAW_ENERGY, value)).get();
            }
        }
    }

    /** The ids of the events that have an emission. */
    private Set<String> calculated() throws Exception {
        var ids = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CALCULATED_EMISSIONS)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (System.nanoTime() < deadline
                    && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    ids.add(codec.decode(message.value(), CalculatedEmission.class).getEventId());
                }
            }
        }
        return ids;
    }
}
