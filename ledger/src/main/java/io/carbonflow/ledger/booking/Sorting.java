package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of each record of a batch.
 *
 * @param fresh       its event is new: book it
 * @param redelivered the raw record has been settled already: nothing to do
 * @param duplicates  the sender sent the event again with the same content: count it
 * @param conflicts   the sender used the id for other content: refuse it
 */
record Sorting(List<Calculated> fresh, List<Calculated> redelivered, List<Calculated> duplicates,
        List<Calculated> conflicts) {

    /**
     * Sorts a batch.
     *
     * @param batch    in the order of delivery
     * @param inserted the events this transaction has just made; the first record of each is the one to book
     * @param present  every event of the batch as it now stands in the ledger
     */
    static Sorting of(List<Calculated> batch, Set<EventKey> inserted, Map<EventKey, PresentEvent> present) {
        var sorting = new Sorting(new ArrayList<>(batch.size()), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        Set<EventKey> toBook = new HashSet<>(inserted);
        for (Calculated offered : batch) {
            sorting.listFor(offered, toBook.remove(offered.key()), present.get(offered.key())).add(offered);
        }
        return sorting;
    }

    private List<Calculated> listFor(Calculated offered, boolean isFresh, PresentEvent event) {
        if (isFresh) {
            return fresh;
        }
        if (offered.isRedeliveryOf(event)) {
            return redelivered;
        }
        return offered.repeats(event) ? duplicates : conflicts;
    }
}
