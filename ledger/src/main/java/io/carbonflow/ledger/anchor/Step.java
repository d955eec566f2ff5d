package io.carbonflow.ledger.anchor;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import io.vertx.core.json.JsonObject;

/**
 * One step of a head with an anchor; the newest is how it stands.
 *
 * @param number   from 1 on
 * @param evidence what the anchor gave, or what is to be handed over; null before that is known
 * @param detail   what it waits for or why it failed; may be null
 */
record Step(HeadToAnchor head, String anchor, int number, State state, Instant at, JsonObject evidence,
        String detail) {

    /** How a head stands with an anchor. */
    enum State {
        /** It is to be handed over. */
        PENDING,
        /** It was handed over. */
        SUBMITTED,
        /** The evidence was read back and holds. */
        VERIFIED,
        /** The evidence is not there, or does not hold. */
        FAILED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    boolean isOpen() {
        return state == State.PENDING || state == State.SUBMITTED;
    }

    boolean saysTheSame(State other, JsonObject otherEvidence, String otherDetail) {
        return state == other && Objects.equals(evidence, otherEvidence)
                && Objects.equals(detail, otherDetail);
    }

    Anchor.Anchored anchored() {
        return new Anchor.Anchored(head, evidence);
    }
}
