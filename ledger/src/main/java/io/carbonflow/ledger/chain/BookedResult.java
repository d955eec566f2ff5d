package io.carbonflow.ledger.chain;

import java.util.List;

/**
 * One result of an event.
 *
 * @param resultKey unique within the event, for example location_based
 * @param part      which emissions of the event these are: activity for its own, else the derived part
 * @param element   the share or leg of the event this is the result of; null for the whole
 * @param official  whether inventories count this one; at most one result of a part of an element is
 * @param scope     1, 2 or 3
 * @param category  of scope 3, 1 to 15; null for scopes 1 and 2
 * @param methodology the document it was worked out by
 * @param quality   how good it is
 * @param notices   codes of what a reader must know
 * @param receipt   canonical JSON from which the mass can be recomputed
 */
public record BookedResult(String resultKey, String part, String element, boolean official, int scope, Integer category,
        String method, String gwpSet, Masses masses, String factorId, String factorEdition, Methodology methodology,
        Quality quality, List<String> notices, String receipt) {

    /** What every event's primary result is of. */
    public static final String ACTIVITY = "activity";

    public BookedResult {
        notices = List.copyOf(notices);
    }

    /** The same with every mass its negative. The receipt stays: it is how the mass that is taken back was worked out. */
    public BookedResult negated() {
        return new BookedResult(resultKey, part, element, official, scope, category, method, gwpSet, masses.negated(),
                factorId, factorEdition, methodology, quality, notices, receipt);
    }
}
