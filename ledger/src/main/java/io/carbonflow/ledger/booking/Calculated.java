package io.carbonflow.ledger.booking;

import java.util.Arrays;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.refusal.RawPosition;

/** An event with its results, ready to be booked: examined, and with what identifies it at hand. */
record Calculated(CalculatedEmission emission, EventKey key, RawPosition raw, byte[] contentHash) {

    static Calculated of(CalculatedEmission emission) {
        return new Calculated(emission, new EventKey(emission.getTenantId(), emission.getEventId()),
                RawPosition.of(emission.getRaw(), emission.getReceivedAt()), emission.getContentHash().bytes());
    }

    /** Whether this is the very raw record of the event that is present, delivered once more. */
    boolean isRedeliveryOf(PresentEvent present) {
        return raw.equals(present.raw());
    }

    /** Whether the sender sent the same content under the same id again. */
    boolean repeats(PresentEvent present) {
        return Arrays.equals(contentHash, present.contentHash());
    }
}
