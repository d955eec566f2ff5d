package io.carbonflow.ledger.chain;

import java.util.List;

/**
 * One result of an event.
 *
 * @param resultKey unique within the event, for example location_based
 * @param official  whether inventories count this one; exactly one result of an event is official
 * @param scope     1, 2 or 3
 * @param category  of scope 3, 1 to 15; null for scopes 1 and 2
 * @param notices   codes of what a reader must know
 * @param receipt   canonical JSON from which the mass can be recomputed
 */
public record BookedResult(String resultKey, boolean official, int scope, Integer category, String method,
        String gwpSet, Masses masses, String factorId, String factorEdition, List<String> notices, String receipt) {

    public BookedResult {
        notices = List.copyOf(notices);
    }
}
