package io.carbonflow.metering.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * News of one source: what one item of it, or a few, came to.
 *
 * @param family         of a device, null of any other source
 * @param isRegistered   whether somebody has registered it; null where that is not known
 * @param cadenceSeconds how often it is to report, null where nobody said
 * @param readingAt      the latest time by its own clock; null where there is no reading
 * @param receivedAt     by ours
 * @param good           items that were right
 * @param heldChange     how many more wait now; negative where some were released
 * @param isOnline       what it or its broker says of it; null where nothing is said
 * @param registeredAt   where this is the news of its registration: when that was; else null
 */
public record SourceFact(String family, Boolean isRegistered, Integer cadenceSeconds, Instant readingAt,
        Instant receivedAt, long good, long rejects, long gaps, long conflicts, long imputed, long heldChange,
        Boolean isOnline, List<ValueSeen> values, Instant registeredAt) {

    public SourceFact {
        values = values == null ? List.of() : List.copyOf(values);
    }

    /** @param unit null where nobody says */
    public record ValueSeen(String name, BigDecimal amount, String unit, Instant at) {}

    /** Counts of items that other stages decided on; of the source itself only the time of its latest good one is known. */
    public static SourceFact counts(Instant readingAt, Instant receivedAt, long good, long rejects, long conflicts) {
        return new SourceFact(null, null, null, readingAt, receivedAt, good, rejects, 0, conflicts, 0, 0, null,
                List.of(), null);
    }

    /** So many more of its items wait; fewer where it is below zero. */
    public static SourceFact held(int change, Instant at) {
        return new SourceFact(null, null, null, null, at, 0, 0, 0, 0, 0, change, null, List.of(), null);
    }

    /** What it or its broker says of its line. */
    public static SourceFact line(String family, boolean isOnline, Instant at) {
        return new SourceFact(family, null, null, null, at, 0, 0, 0, 0, 0, 0, isOnline, List.of(), null);
    }

    /** It is registered, whether it has ever been heard or not. */
    public static SourceFact registered(String family, Integer cadenceSeconds, Instant at) {
        return new SourceFact(family, true, cadenceSeconds, null, at, 0, 0, 0, 0, 0, 0, null, List.of(), at);
    }

    /** It is not registered any more. */
    public static SourceFact unregistered(Instant at) {
        return new SourceFact(null, false, null, null, at, 0, 0, 0, 0, 0, 0, null, List.of(), at);
    }

    boolean isOfRegistration() {
        return registeredAt != null;
    }

    boolean isUnregistration() {
        return isOfRegistration() && !isRegistered;
    }

    SourceFact withoutGood() {
        return new SourceFact(family, isRegistered, cadenceSeconds, readingAt, receivedAt, 0, rejects, gaps, conflicts,
                imputed, heldChange, isOnline, values, registeredAt);
    }
}
