package io.carbonflow.ledger.imbalance;

import java.util.List;
import java.util.Locale;

/**
 * What a search found about a minute.
 *
 * @param difference received less settled; below zero for a surplus
 * @param missing    how many records are concerned
 * @param isComplete whether every record of the minute was looked at
 * @param records    the first of them
 * @param removed    partitions that begin after the minute
 */
record Finding(TenantMinute minute, long difference, Cause cause, long missing, boolean isComplete,
        List<MissingRecord> records, List<Removed> removed) {

    Finding {
        records = List.copyOf(records);
        removed = List.copyOf(removed);
    }

    /** Why a minute does not add up. */
    enum Cause {
        /** Records have met no end. */
        LOSS,
        /** Each record there is has met its end: it is the counts that are wrong. */
        COUNTS,
        /** The topics hold the records of the minute no more, so nobody can tell. */
        REMOVED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Cause of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** A partition whose first records are gone. */
    record Removed(String topic, int partition, long firstOffset) {}
}
