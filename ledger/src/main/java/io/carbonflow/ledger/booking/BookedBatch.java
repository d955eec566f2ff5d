package io.carbonflow.ledger.booking;

import java.util.List;

import io.carbonflow.ledger.entries.SealedEntry;

/**
 * What one transaction did.
 *
 * @param fresh       the entries it booked
 * @param redelivered the entries of events that were there and came again, to be announced again
 * @param outcomes    of the batch's records
 */
record BookedBatch(List<SealedEntry> fresh, List<SealedEntry> redelivered, Outcomes outcomes) {

    /** How many records met which end. */
    record Outcomes(int booked, int duplicates, int conflicts, int redelivered) {}
}
