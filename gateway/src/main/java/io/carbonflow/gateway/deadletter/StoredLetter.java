package io.carbonflow.gateway.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

import io.carbonflow.contracts.avro.RawCoordinates;

/**
 * A refused or held item with its bytes, and what is needed to take them in again.
 *
 * @param eventId where one could be read, else null
 * @param stage   which stage refused it
 * @param held    whether it is not refused but waits
 * @param isOpen  whether it neither went on nor was sent again
 * @param raw     where the record stands that the calculation could not use; empty for what never became one
 * @param bytes   exactly as received; null where they are no longer kept
 */
public record StoredLetter(String id, String eventId, String source, String channel, String contentType, String stage,
        String correlationId, Instant receivedAt, boolean held, boolean isOpen, Optional<RawCoordinates> raw,
        byte[] bytes) {

    public StoredLetter {
        requireNonNull(id, "id is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(receivedAt, "receivedAt is null");
    }

    /** Whether the calculation could not use it, which had a record of it. */
    boolean isOfCalculation() {
        return stage.equals("calculation") && raw.isPresent();
    }

    /** Whether its bytes are no longer kept. */
    public boolean isExpired() {
        return bytes == null;
    }
}
