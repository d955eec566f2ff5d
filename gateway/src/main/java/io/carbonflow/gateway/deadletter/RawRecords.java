package io.carbonflow.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.gateway.pressure.Sender;
import io.carbonflow.platform.messaging.OutgoingRecord;

/**
 * Sends the record again that the calculation could not use, exactly as it stands on its raw topic: what a meter's
 * messages came to stands nowhere else, and the messages themselves would only be repeats to the metering stage.
 */
@ApplicationScoped
public class RawRecords {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final Sender sender;
    private final Map<String, Object> settings;

    RawRecords(Sender sender,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.sender = sender;
        settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                // One record is wanted; a larger one comes all the same.
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16_384, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none", ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
    }

    /**
     * Sends the letter's record in its place; the stage completes when the broker has it. Empty where the letter is none of
     * the calculation's, or the record is no longer there. Blocks until it is read.
     *
     * @throws IllegalStateException where the broker does not answer
     */
    Optional<CompletionStage<Void>> sendAgain(String tenantId, StoredLetter letter) {
        return letter.raw()
            .filter(raw -> letter.isOfCalculation() && Topics.RAW_ACTIVITIES.contains(raw.getTopic()))
            .flatMap(this::read)
            .filter(found -> found.key() != null && new String(found.key(), UTF_8).startsWith(tenantId + '|'))
            .map(found -> sender.send(List.of(new OutgoingRecord(found.topic(), null,
                    RecordKey.parse(new String(found.key(), UTF_8)), letter.correlationId(), letter.receivedAt(),
                    found.value(), letter.id()))));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(RawCoordinates raw) {
        var partition = new TopicPartition(raw.getTopic(), raw.getPartition());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            if (raw.getOffset() < first || raw.getOffset() >= end) {
                return Optional.empty();
            }
            consumer.seek(partition, raw.getOffset());
            long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    return found.offset() == raw.getOffset() ? Optional.of(found) : Optional.empty();
                }
            }
            throw new IllegalStateException("record " + partition + "@" + raw.getOffset() + " was not read in time");
        } catch (KafkaException e) {
            throw new IllegalStateException("record " + partition + "@" + raw.getOffset() + " cannot be read", e);
        }
    }
}
