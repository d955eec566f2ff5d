package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of each record of a batch.
 *
 * @param settled in the order of delivery
 */
record Sorting(List<Settled> settled) {

    static final Sorting NOTHING = new Sorting(List.of());

    /**
     * Sorts a batch.
     *
     * @param batch    in the order of delivery
     * @param inserted the events this transaction has just made; the first record of each makes it
     * @param replaced which of them others stand in the place of
     * @param present  every other event of the batch as it stands in the ledger
     */
    static Sorting of(List<Calculated> batch, Set<EventKey> inserted, Set<EventKey> replaced,
            Map<EventKey, PresentEvent> present) {
        var events = new HashMap<>(present);
        var without = new HashSet<>(replaced);
        var settled = new ArrayList<Settled>(batch.size());
        for (Calculated offered : batch) {
            PresentEvent event = events.get(offered.key());
            boolean isReplaced = without.contains(offered.key());
            Ending ending;
            if (event == null && inserted.contains(offered.key())) {
                events.put(offered.key(), new PresentEvent(offered.version(), List.of()));
                ending = PresentEvent.endingOfFirst(offered, isReplaced);
            } else {
                ending = event.take(offered, isReplaced);
            }
            settled.add(new Settled(offered, ending));
            if (ending.isRemembered() && offered.replaced() != null) {
                without.add(offered.replaced());
            }
        }
        return new Sorting(settled);
    }

    /** The records that met one end. */
    List<Calculated> of(Ending ending) {
        return offered(one -> one.ending() == ending);
    }

    /** Those that make entries, or take back those of another event, in the order of delivery. */
    List<Settled> postings() {
        return settled.stream().filter(one -> one.ending().isPosting() || one.claims()).toList();
    }

    /** Those that stand in the place of other events from now on. */
    List<Settled> claims() {
        return settled.stream().filter(Settled::claims).toList();
    }

    /** The versions that are to be known from now on. */
    List<Settled> versions() {
        return settled.stream()
            .filter(one -> one.ending().isRemembered() && one.offered().isVersion())
            .toList();
    }

    long count(Ending... endings) {
        var wanted = Set.of(endings);
        return settled.stream().filter(one -> wanted.contains(one.ending())).count();
    }

    private List<Calculated> offered(Predicate<Settled> which) {
        return settled.stream().filter(which).map(Settled::offered).toList();
    }
}
