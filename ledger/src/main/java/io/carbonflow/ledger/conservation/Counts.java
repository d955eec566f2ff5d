package io.carbonflow.ledger.conservation;

import java.util.EnumMap;
import java.util.Map;

import io.carbonflow.ledger.tally.Measure;

/** What was counted of the events of some time. */
final class Counts {

    private final Map<Measure, Long> events = new EnumMap<>(Measure.class);

    void add(Measure measure, long count) {
        events.merge(measure, count, Long::sum);
    }

    long of(Measure measure) {
        return events.getOrDefault(measure, 0L);
    }

    /** Received and so far neither booked nor otherwise settled; below zero where a receipt is yet to be counted. */
    long unsettled() {
        return of(Measure.RECEIVED) - of(Measure.BOOKED) - of(Measure.DUPLICATES) - of(Measure.REJECTED)
                - of(Measure.IN_REVIEW) - of(Measure.CONTEXT);
    }
}
