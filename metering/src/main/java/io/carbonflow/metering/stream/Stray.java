package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.metering.device.Frame;

/**
 * A record whose value says nothing. Whose it is and when it came is told as the ledger does when it counts the receipt: by
 * the headers, else by the key and the broker's time.
 */
final class Stray {

    private static final String UNATTRIBUTED = "unattributed";
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final Record<String, byte[]> message;

    Stray(Record<String, byte[]> message) {
        this.message = message;
    }

    Delivery delivery() {
        String correlationId = header(RecordHeaders.CORRELATION_ID);
        byte[] payload = message.value() == null ? new byte[0] : message.value();
        var frame = new Frame(tenant(), "", source(), "", false, receivedAt(), payload);
        return new Delivery(frame, correlationId == null ? UUID.randomUUID().toString() : correlationId,
                Topics.RAW_METER, CONTENT_TYPE, null, false);
    }

    /** The source in the key, as far as it has one. */
    String source() {
        int bar = bar();
        return bar < 0 ? Topics.RAW_METER : message.key().substring(bar + 1);
    }

    private String tenant() {
        String said = header(RecordHeaders.TENANT);
        if (said != null && said.matches(RecordKey.TENANT_PATTERN)) {
            return said;
        }
        String named = bar() < 0 ? "" : message.key().substring(0, bar());
        return named.matches(RecordKey.TENANT_PATTERN) ? named : UNATTRIBUTED;
    }

    private Instant receivedAt() {
        String micros = header(RecordHeaders.RECEIVED_AT);
        return micros != null && micros.matches("\\d{1,18}")
                ? Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS)
                : Instant.ofEpochMilli(Math.max(0, message.timestamp()));
    }

    private int bar() {
        return message.key() == null ? -1 : message.key().indexOf('|');
    }

    private String header(String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
