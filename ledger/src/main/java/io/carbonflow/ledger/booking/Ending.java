package io.carbonflow.ledger.booking;

import java.util.Locale;

import io.carbonflow.ledger.tally.Measure;

/** What becomes of a calculated record. */
enum Ending {
    /** Its event is new. */
    BOOKED(Measure.BOOKED),
    /** A newer version: what stood is taken back and this stands in its place. */
    REVISED(Measure.BOOKED),
    /** The event no longer stands: what stood is taken back. */
    REVERSED(Measure.BOOKED),
    /** That an event does not stand of which nothing was booked. */
    NOTHING_STANDS(Measure.CONTEXT),
    /** A newer version that says what the one before said. */
    REPEATED(Measure.DUPLICATES),
    /** An older version than the one that stands. */
    SUPERSEDED(Measure.CONTEXT),
    /** The same content once more. */
    DUPLICATE(Measure.DUPLICATES),
    /** Other content where there can be only one. */
    CONFLICT(Measure.REJECTED),
    /** The raw record has been settled already. */
    REDELIVERED(null);

    private final Measure measure;

    Ending(Measure measure) {
        this.measure = measure;
    }

    /** What it is counted as; null where it has been counted. */
    Measure measure() {
        return measure;
    }

    /** Whether it makes entries. */
    boolean isPosting() {
        return measure == Measure.BOOKED;
    }

    /** Whether it takes back what stands. */
    boolean reverses() {
        return this == REVISED || this == REVERSED;
    }

    /** Whether a version is known from then on, so that the same one is recognised. */
    boolean isRemembered() {
        return isPosting() || this == NOTHING_STANDS || this == REPEATED || this == SUPERSEDED;
    }

    /** Its name in {@code ledger.event_version}. */
    String outcome() {
        return this == NOTHING_STANDS ? "nothing" : this == REVISED ? "booked" : name().toLowerCase(Locale.ROOT);
    }
}
