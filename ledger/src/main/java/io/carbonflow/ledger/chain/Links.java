package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

/**
 * What an entry has to do with others of its event, and what was known of its source when it came.
 *
 * @param revision    of the version of the event that made this entry; null where the event has no versions
 * @param reverses    the entry this one takes back; only of a reversal
 * @param replaces    the entry of the version before in whose place this one stands; null where there was none
 * @param replacesEventId the event in whose place the one of this entry stands; null where there is none
 * @param sourceTrust trust in the source, 0.00 to 1.00, two decimals; null where nothing was known
 * @param gateOutcome what the quality gate decided; null where it was not asked
 * @param gateReason  why, in words; null where nothing was to be decided
 * @param recalculationId the recalculation that booked this entry; null where none did
 */
public record Links(String revision, UUID reverses, UUID replaces, String replacesEventId,
        BigDecimal sourceTrust, String gateOutcome, String gateReason, UUID recalculationId) {

    /** Of an entry that stands for itself. */
    public static final Links NONE = new Links(null, null, null, null, null, null, null, null);

    public Links {
        sourceTrust = sourceTrust == null ? null : sourceTrust.setScale(2, RoundingMode.UNNECESSARY);
    }

    /** The same of an entry that reverses another. */
    public Links reversing(UUID entryId) {
        return new Links(revision, entryId, null, null, sourceTrust, gateOutcome, gateReason,
                recalculationId);
    }

    /** The same of an entry that stands in the place of another; null leaves it standing for itself. */
    public Links replacing(UUID entryId) {
        return entryId == null ? this
                : new Links(revision, null, entryId, replacesEventId, sourceTrust, gateOutcome, gateReason,
                        recalculationId);
    }

    /** Of an entry that a recalculation makes for the same version of the event; it stands for itself as yet. */
    public Links recalculatedBy(UUID recalculation) {
        return new Links(revision, null, null, replacesEventId, sourceTrust, gateOutcome, gateReason, recalculation);
    }
}
