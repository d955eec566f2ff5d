package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import io.carbonflow.intake.contract.ContractConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Instances of the stage come and go on a real broker; no stand is lost and none counts twice. */
class StateSurvivesTest {

    private static final int DEVICES = 12;
    private static final Instant START = Instant.parse("2025-11-03T09:00:00Z");

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private static KafkaProducer<String, byte[]> producer;
    private final Wire wire = new FixedWire();

    @BeforeAll
    static void aBroker() {
        kafka = new EmbeddedKafka(new DataDirectory(directory.resolve("broker")), Ports.free());
        kafka.start();
        KafkaTopics.create(kafka.bootstrapServers());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.stop();
    }

    private KafkaStreams instance(String name) {
        var settings = new Properties();
        settings.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "survival", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(), StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100, StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve(name).toString(), "consumer.session.timeout.ms", 6_000,
                "consumer.heartbeat.interval.ms", 500));
        var streams = new KafkaStreams(
                new MeteringTopology(wire, Map.of(PlainFamily.NAME, new PlainFamily()), ContractConfig.DEFAULT,
                        new MeteringMetrics(new SimpleMeterRegistry()))
                    .build(4, true),
                settings);
        streams.start();
        return streams;
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
                    new MeterFrame(Plant.TENANT, "c", PlainFamily.NAME, "m" + i, "plain/m" + i, false,
                            PlainFamily.NAME, Instant.now(), "text/plain", ByteBuffer.wrap(message.getBytes(UTF_8))));
        }
        producer.flush();
    }

    @Test
    void countersGoOnAfterTheLossOfTheStateDirectoryAndWhileInstancesComeAndGo() {
        // Given
        IntStream.range(0, DEVICES).forEach(i -> write(Topics.MASTER_DEVICES, "m" + i, Plant.device("m" + i)));
        var first = instance("one");
        round(0);
        round(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> booked().size() == DEVICES);
        first.close(Duration.ofSeconds(20));

        // When: on another machine, with none of the first one's files, and then on two
        var second = instance("two");
        round(2);
        await().atMost(Duration.ofSeconds(60)).until(() -> booked().size() == 2 * DEVICES);
        var third = instance("three");
        round(3);
        await().atMost(Duration.ofSeconds(60))
            .until(() -> third.state() == KafkaStreams.State.RUNNING && booked().size() == 3 * DEVICES);
        round(4);
        second.close(Duration.ofSeconds(20));
        round(5);

        // Then: every device has used five, in five pieces of one
        await().atMost(Duration.ofSeconds(60)).until(() -> booked().size() == 5 * DEVICES);
        var totals = new HashMap<String, BigDecimal>();
        Set<String> ids = new HashSet<>();
        for (RawActivity activity : booked()) {
            totals.merge(activity.getSourceId(), new BigDecimal(activity.getQuantity()), BigDecimal::add);
            ids.add(activity.getEventId());
        }
        third.close(Duration.ofSeconds(20));
        assertThat(totals).hasSize(DEVICES)
            .allSatisfy((device, total) -> assertThat(total).isEqualByComparingTo("5"));
        assertThat(ids).hasSize(5 * DEVICES);
    }

    private List<RawActivity> booked() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level",
                        "read_committed"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.RAW_ENERGY)
                .stream()
                .map(info -> new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new java.util.ArrayList<RawActivity>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                    .forEach(one -> found.add(wire.decode(one.value(), RawActivity.class).orElseThrow()));
            }
            return found;
        }
    }
}
