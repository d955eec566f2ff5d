package io.carbonflow.calculator.emission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;

/**
 * A record of a raw topic, however it came here. What stands beside the value is needed only where the value itself
 * cannot be read.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param timestamp the broker's; a time of last resort
 * @param key tenant and source as they stand in Kafka, or null
 * @param tenantId from the header, or null
 * @param correlationId from the header, or null
 * @param receivedAt from the header in microseconds, or null
 * @param value in the wire format, or null
 */
public record ReceivedRecord(String topic, int partition, long offset, Instant timestamp, String key, String tenantId,
        String correlationId, String receivedAt, byte[] value) {

    /** Accounts for records on which nobody's name can be found. */
    static final String UNATTRIBUTED = "unattributed";

    public ReceivedRecord {
        requireNonNull(topic, "topic is null");
        requireNonNull(timestamp, "timestamp is null");
    }

    /** The record as the Kafka client read it. */
    public static ReceivedRecord of(ConsumerRecord<byte[], byte[]> polled) {
        return new ReceivedRecord(polled.topic(), polled.partition(), polled.offset(),
                Instant.ofEpochMilli(Math.max(0, polled.timestamp())), text(polled.key()),
                text(polled.headers(), RecordHeaders.TENANT), text(polled.headers(), RecordHeaders.CORRELATION_ID),
                text(polled.headers(), RecordHeaders.RECEIVED_AT), polled.value());
    }

    /** Whom to account the record to if its value cannot be read: by its key, else by its header. */
    RecordKey accountableKey() {
        int bar = key == null ? -1 : key.indexOf('|');
        if (bar >= 0 && isTenant(key.substring(0, bar))) {
            return RecordKey.parse(key);
        }
        return new RecordKey(isTenant(tenantId) ? tenantId : UNATTRIBUTED, topic);
    }

    /** When the gateway took the item in, else when the broker did. */
    Instant accountableTime() {
        boolean isStated = receivedAt != null && receivedAt.matches("\\d{1,18}");
        return isStated ? Instant.EPOCH.plus(Long.parseLong(receivedAt), ChronoUnit.MICROS) : timestamp;
    }

    private static boolean isTenant(String text) {
        return text != null && text.matches(RecordKey.TENANT_PATTERN);
    }

    private static String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
