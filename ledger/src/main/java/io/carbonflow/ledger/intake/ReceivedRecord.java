package io.carbonflow.ledger.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;

/**
 * A record of one of our topics, however it came here.
 *
 * @param timestamp     the broker's; a time of last resort
 * @param key           tenant and source as they stand in Kafka; null where the way here does not carry it
 * @param tenantId      from the header, or null
 * @param correlationId from the header, or null
 * @param receivedAt    from the header, or null
 * @param marks         how the headers want it counted
 * @param value         in the wire format; null for a tombstone
 */
public record ReceivedRecord(String topic, int partition, long offset, Instant timestamp, String key, String tenantId,
        String correlationId, Instant receivedAt, Marks marks, byte[] value) {

    /** Books the records nobody's name can be found on; no key opens this tenant unless an operator makes one. */
    public static final String UNATTRIBUTED = "unattributed";

    private static final Pattern TENANT = Pattern.compile(RecordKey.TENANT_PATTERN);
    private static final Pattern MICROS = Pattern.compile("\\d{1,18}");

    public ReceivedRecord {
        requireNonNull(topic, "topic is null");
        requireNonNull(timestamp, "timestamp is null");
        requireNonNull(marks, "marks is null");
    }

    /** The record as the Kafka client read it. */
    public static ReceivedRecord of(ConsumerRecord<byte[], byte[]> polled) {
        return new ReceivedRecord(polled.topic(), polled.partition(), polled.offset(),
                Instant.ofEpochMilli(Math.max(0, polled.timestamp())), text(polled.key()),
                text(polled.headers(), RecordHeaders.TENANT), text(polled.headers(), RecordHeaders.CORRELATION_ID),
                micros(text(polled.headers(), RecordHeaders.RECEIVED_AT)),
                Marks.of(name -> text(polled.headers(), name)), polled.value());
    }

    /** Whether the headers say all that is needed to count the record without its value. */
    public boolean isOurs() {
        return tenantId != null && receivedAt != null && TENANT.matcher(tenantId).matches();
    }

    /** Who to account an unreadable record to: by its header, else by its key, else {@value #UNATTRIBUTED}. */
    public String accountableTenant() {
        if (tenantId != null && TENANT.matcher(tenantId).matches()) {
            return tenantId;
        }
        int bar = key == null ? -1 : key.indexOf('|');
        String named = bar < 0 ? "" : key.substring(0, bar);
        return TENANT.matcher(named).matches() ? named : UNATTRIBUTED;
    }

    /** When an unreadable record was received: by its header, else when the broker got it. */
    public Instant accountableTime() {
        return receivedAt == null ? timestamp : receivedAt;
    }

    /** The source in the record's key, as far as it has one. */
    public String sourceOrTopic() {
        int bar = key == null ? -1 : key.indexOf('|');
        return bar < 0 ? topic : key.substring(bar + 1);
    }

    private static String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** Reads the header of the time of receipt; null where it is none. */
    static Instant micros(String digits) {
        if (digits == null || !MICROS.matcher(digits).matches()) {
            return null;
        }
        return Instant.EPOCH.plus(Long.parseLong(digits), ChronoUnit.MICROS);
    }
}
