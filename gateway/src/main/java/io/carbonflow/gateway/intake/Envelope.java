package io.carbonflow.gateway.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is known of a delivery before its content is read.
 *
 * @param tenantId      whose data it is; never taken from the content
 * @param channel       the way in, see {@link Channel}
 * @param contentType   as the sender states it
 * @param correlationId ties the delivery to logs, records, entries and traces
 * @param receivedAt    our clock, to the microsecond
 * @param releases      the id of the dead letter this delivery is the continuation of; null for what is new
 * @param reviewedBy    who looked at it and lets it pass the quality gate, as a role; null for nobody
 */
public record Envelope(String tenantId, String channel, String contentType, String correlationId, Instant receivedAt,
        String releases, String reviewedBy) {

    /** A delivery that is new. */
    public Envelope(String tenantId, String channel, String contentType, String correlationId, Instant receivedAt) {
        this(tenantId, channel, contentType, correlationId, receivedAt, null, null);
    }

    public Envelope {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(correlationId, "correlationId is null");
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The same delivery as the continuation of a dead letter. */
    public Envelope releasing(String letterId, String reviewer) {
        return new Envelope(tenantId, channel, contentType, correlationId, receivedAt, letterId, reviewer);
    }
}
