package io.carbonflow.ledger.booking;

import java.util.List;

import io.carbonflow.ledger.refusal.Refusal;

/**
 * What one transaction did.
 *
 * @param fresh    the entries it booked, one block
 * @param letters  what it refused, and what had been refused before and came again
 * @param outcomes of the batch's records
 */
record BookedBatch(List<Announcement> fresh, List<Refusal> letters, Outcomes outcomes) {

    /** How many records met which end; booked counts those that reversed something too. */
    record Outcomes(long booked, long reversed, long duplicates, long conflicts, long superseded, long redelivered) {}
}
