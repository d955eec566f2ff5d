package io.carbonflow.ledger.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.refusal.RawPosition;

/**
 * An event with its results, ready to be booked: examined, and with what identifies it at hand.
 *
 * @param activitySha256 of what the event says; null where the record does not say it
 */
record Calculated(CalculatedEmission emission, EventKey key, RawPosition raw, byte[] contentHash,
        byte[] activitySha256) {

    private static final String CANCEL = "cancel";

    static Calculated of(CalculatedEmission emission) {
        String content = emission.getContent();
        return new Calculated(emission, new EventKey(emission.getTenantId(), emission.getEventId()),
                RawPosition.of(emission.getRaw(), emission.getReceivedAt()), emission.getContentHash().bytes(),
                content == null ? null : Sha256.of(content.getBytes(UTF_8)));
    }

    /** Orders the versions of an event; null where it has none. */
    String revision() {
        return emission.getRevision();
    }

    boolean isVersion() {
        return revision() != null;
    }

    /** Whether it says that the event no longer stands. */
    boolean isCancel() {
        return CANCEL.equals(emission.getOperation());
    }

    /** The event in whose place this one stands; null where there is none. */
    EventKey replaced() {
        String eventId = emission.getReplacesEventId();
        return eventId == null ? null : new EventKey(key.tenantId(), eventId);
    }

    /** The item exactly as received. */
    byte[] payload() {
        var buffer = emission.getPayload().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** As one of the versions of its event. */
    Version version() {
        return new Version(revision(), contentHash, isCancel(), raw);
    }
}
