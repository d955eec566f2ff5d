package io.carbonflow.gateway.intake;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import io.carbonflow.intake.contract.Verdict;

/**
 * One item beside what the contract says of it.
 *
 * @param index        its place in the delivery, from 0
 * @param bytes        by which it can be read again, as received
 * @param verdict      which decides the topic
 * @param missedBy     the supplier in whose total a sampled-out item is missing; null for every other item
 * @param contentType  of the bytes, where it is not the delivery's; null where it is
 * @param announcement what is published before the item counts
 */
public record Examined(int index, byte[] bytes, Verdict verdict, String missedBy, String contentType,
        Optional<Announcement> announcement) {

    public Examined(int index, byte[] bytes, Verdict verdict) {
        this(index, bytes, verdict, null, null, Optional.empty());
    }

    public Examined {
        requireNonNull(bytes, "bytes is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(announcement, "announcement is null");
    }

    /** The same item after a further look at it. */
    Examined judged(Verdict other) {
        return other == verdict ? this : new Examined(index, bytes, other, missedBy, contentType, announcement);
    }

    /** The same item, recorded and not booked. */
    Examined sampledOut(Verdict context, String supplierId) {
        return new Examined(index, bytes, context, supplierId, contentType, announcement);
    }

    /** The same item as one of what was around it, kept by other bytes than its own. */
    public Examined within(int outerIndex, byte[] keptBytes, String keptContentType) {
        return new Examined(outerIndex, keptBytes, verdict, missedBy, keptContentType, announcement);
    }

    /** The same item, which counts once this is published. */
    public Examined announcing(Announcement other) {
        return new Examined(index, bytes, verdict, missedBy, contentType, Optional.of(other));
    }
}
