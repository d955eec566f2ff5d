package io.carbonflow.platform.messaging;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;

/**
 * A record on its way to a topic, with the headers every record of ours has.
 *
 * @param topic         where it goes
 * @param partition     the partition, or null to let the key decide
 * @param key           tenant and source
 * @param correlationId ties the record to its request
 * @param receivedAt    when the gateway took the item in
 * @param value         the value in the wire format; null is a tombstone
 * @param releases      the id of the held dead letter this is the continuation of, or null
 * @param marks         further headers, see {@link RecordHeaders}
 */
public record OutgoingRecord(String topic, Integer partition, RecordKey key, String correlationId, Instant receivedAt,
        byte[] value, String releases, Map<String, String> marks) {

    /** A record without further headers. */
    public OutgoingRecord(String topic, Integer partition, RecordKey key, String correlationId, Instant receivedAt,
            byte[] value, String releases) {
        this(topic, partition, key, correlationId, receivedAt, value, releases, Map.of());
    }

    /** A record that continues nothing that was held. */
    public OutgoingRecord(String topic, Integer partition, RecordKey key, String correlationId, Instant receivedAt,
            byte[] value) {
        this(topic, partition, key, correlationId, receivedAt, value, null);
    }

    public OutgoingRecord {
        requireNonNull(topic, "topic is null");
        requireNonNull(key, "key is null");
        requireNonNull(correlationId, "correlationId is null");
        requireNonNull(receivedAt, "receivedAt is null");
        marks = Map.copyOf(marks);
    }

    ProducerRecord<byte[], byte[]> toProducerRecord() {
        var outgoing = new ProducerRecord<>(topic, partition, utf8(key.toString()), value);
        outgoing.headers()
            .add(RecordHeaders.TENANT, utf8(key.tenantId()))
            .add(RecordHeaders.CORRELATION_ID, utf8(correlationId))
            .add(RecordHeaders.RECEIVED_AT, utf8(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt))));
        if (releases != null) {
            outgoing.headers().add(RecordHeaders.RELEASES, utf8(releases));
        }
        marks.forEach((name, text) -> outgoing.headers().add(name, utf8(text)));
        return outgoing;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
