package io.carbonflow.metering.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

import io.carbonflow.contracts.RecordKey;

/**
 * A value on its way to a topic.
 *
 * @param topic {@value #FACTS} where it stays within this stage
 */
public record Outgoing(String topic, byte[] value) {

    /** News of sources, for {@link io.carbonflow.metering.source.SourceProcessor}. */
    public static final String FACTS = "facts";

    /** With the headers every record of ours has. */
    public static Record<String, Outgoing> record(RecordKey key, String topic, byte[] value, String correlationId,
            Instant receivedAt, long timestampMillis) {
        var headers = new RecordHeaders();
        headers.add(io.carbonflow.contracts.RecordHeaders.TENANT, utf8(key.tenantId()));
        headers.add(io.carbonflow.contracts.RecordHeaders.CORRELATION_ID, utf8(correlationId));
        headers.add(io.carbonflow.contracts.RecordHeaders.RECEIVED_AT,
                utf8(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt))));
        return new Record<>(key.toString(), new Outgoing(topic, value), timestampMillis, headers);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
