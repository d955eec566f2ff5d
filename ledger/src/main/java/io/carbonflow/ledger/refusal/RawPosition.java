package io.carbonflow.ledger.refusal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import io.carbonflow.contracts.avro.RawCoordinates;

/**
 * One raw record, for ever: its place in the broker, and when it was received, which tells it from the record at the same
 * place of a topic that was deleted and made again.
 */
public record RawPosition(String topic, int partition, long offset, Instant receivedAt) {

    public RawPosition {
        requireNonNull(topic, "topic is null");
        requireNonNull(receivedAt, "receivedAt is null");
    }

    public static RawPosition of(RawCoordinates raw, Instant receivedAt) {
        return new RawPosition(raw.getTopic(), raw.getPartition(), raw.getOffset(), receivedAt);
    }
}
