package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Ports;

/** One of two instances of the stage is killed on a real broker; no stand is lost and none counts twice. */
class StateSurvivesTest {

    private static final int DEVICES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2025-11-03T09:00:00Z");

    @TempDir
    Path directory;

    private final Wire wire = new FixedWire();
    private final List<RawActivity> booked = new ArrayList<>();
    private EmbeddedKafka kafka;
    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> consumer;
    private Process killed;
    private KafkaStreams survivor;

    @BeforeEach
    void twoInstancesShareTheWork() {
        kafka = new EmbeddedKafka(new DataDirectory(directory.resolve("broker")), Ports.free());
        kafka.start();
        String servers = kafka.bootstrapServers();
        KafkaTopics.create(servers);
        killed = Instance.elsewhere(servers, directory.resolve("one"), directory.resolve("one.log"));
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", servers), new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", servers, "isolation.level",
                "read_committed", "auto.offset.reset", "earliest"), new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.RAW_ENERGY)
            .stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
        IntStream.range(0, DEVICES).forEach(i -> write(Topics.MASTER_DEVICES, "m" + i, Plant.device("m" + i)));
        round(0);
        round(1);
        awaitBooked(DEVICES); // by the other one, alone so far
        survivor = Instance.here(servers, directory.resolve("two"));
        await().atMost(PATIENCE).until(() -> partitionsOfSurvivor() > 0 && partitionsOfSurvivor() < 4);
    }

    @AfterEach
    void stop() {
        survivor.close(Duration.ofSeconds(10));
        killed.destroyForcibly();
        consumer.close();
        producer.close();
        kafka.stop();
    }

    /** How many partitions of raw.meter it works on. */
    private long partitionsOfSurvivor() {
        return survivor.metadataForLocalThreads()
            .stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .flatMap(task -> task.topicPartitions().stream())
            .filter(partition -> partition.topic().equals(Topics.RAW_METER))
            .count();
    }

    private void write(String topic, String device, SpecificRecordBase value) {
        producer.send(new ProducerRecord<>(topic, new RecordKey(Plant.TENANT, device).toString(),
                wire.encode(topic, value)));
    }

    /** A stand of every device, one kilowatt hour more than the one before. */
    private void round(int number) {
        for (int i = 0; i < DEVICES; i++) {
            String message = START.plus(Duration.ofMinutes(5L * number)) + " - IMPORT_COUNTER=" + (100 + number)
                    + " kWh";
            write(Topics.RAW_METER, "m" + i,
                    MeterFrame.newBuilder()
                        .setTenantId(Plant.TENANT)
                        .setCorrelationId("c")
                        .setFamily(PlainFamily.NAME)
                        .setDevice("m" + i)
                        .setTopic("plain/m" + i)
                        .setChannel(PlainFamily.NAME)
                        .setReceivedAt(START.plus(Duration.ofMinutes(5L * number + 1)))
                        .setContentType("text/plain")
                        .setPayload(ByteBuffer.wrap(message.getBytes(UTF_8)))
                        .build());
        }
        producer.flush();
    }

    private void awaitBooked(int atLeast) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            consumer.poll(Duration.ofMillis(50))
                .forEach(one -> booked.add(wire.decode(one.value(), RawActivity.class).orElseThrow()));
            return booked.size() >= atLeast;
        });
    }

    @Test
    void countersGoOnExactlyWhereAnInstanceWasKilled() {
        // When: in the middle of its work, with its files gone for good
        IntStream.rangeClosed(2, 4).forEach(this::round);
        awaitBooked(DEVICES + 1);
        killed.destroyForcibly().onExit().join();
        round(5);

        // Then: every device has used five, in five pieces of one
        awaitBooked(5 * DEVICES);
        await().atMost(PATIENCE).until(() -> partitionsOfSurvivor() == 4);
        var totals = new HashMap<String, BigDecimal>();
        Set<String> ids = new HashSet<>();
        for (RawActivity activity : booked) {
            totals.merge(activity.getSourceId(), new BigDecimal(activity.getQuantity()), BigDecimal::add);
            ids.add(activity.getEventId());
        }
        assertThat(totals).hasSize(DEVICES)
            .allSatisfy((device, total) -> assertThat(total).isEqualByComparingTo("5"));
        assertThat(ids).hasSize(5 * DEVICES);
        assertThat(booked).hasSize(5 * DEVICES);
    }
}
