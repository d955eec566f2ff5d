package io.carbonflow.ledger.tally;

import java.util.Locale;

/** What is counted of the events, so that nothing gets lost unnoticed. */
public enum Measure {
    RECEIVED, BOOKED, DUPLICATES, REJECTED, IN_REVIEW, CONTEXT;

    /** The measure's name in the database and in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
