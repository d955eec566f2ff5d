package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.util.Locale;

/**
 * A record because of which a minute does not add up.
 *
 * @param eventId    of what it carries; null where it names none or cannot be read
 * @param missing    what it lacks, a {@link Lack} in lower case
 * @param followedBy {@code topic-partition-offset} of what a stage made of it, the last thing seen of it; null where
 *                   nothing was
 */
record MissingRecord(String topic, int partition, long offset, String eventId, Instant receivedAt, String missing,
        String followedBy) {

    /** What a record lacks. */
    enum Lack {
        /** A raw record that was neither booked nor found to be a duplicate nor refused: no row of the ledger names it. */
        OUTCOME,
        /** A device's message from which the metering stage has made nothing. */
        INTERPRETATION,
        /** A dead letter that the ledger does not hold. */
        LETTER,
        /** Nothing: but it is among those of its partition that are not counted as often as they are there. */
        COUNT;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its place, as alerts show it. */
    String place() {
        return topic + "-" + partition + "-" + offset;
    }
}
