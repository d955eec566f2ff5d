package io.carbonflow.ledger.booking;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.refusal.RawPosition;

/**
 * A record of an event that made entries: by it the event is recognised when it comes again.
 *
 * @param revision orders the versions of the event; null where it has none
 * @param isCancel whether it says that the event no longer stands
 */
public record Settlement(byte[] contentHash, RawPosition raw, String revision, boolean isCancel) {

    public Settlement {
        requireNonNull(contentHash, "contentHash is null");
        requireNonNull(raw, "raw is null");
    }

    static Settlement of(Calculated offered) {
        return new Settlement(offered.contentHash(), offered.raw(), offered.revision(), offered.isCancel());
    }

    /** Which of some records that were just settled an entry belongs to. */
    static final class Lookup {

        private record Version(EventKey key, String revision) {}

        private final Map<Version, Settlement> settlements = new HashMap<>();

        Lookup(Collection<Settled> postings) {
            for (Settled posting : postings) {
                var offered = posting.offered();
                settlements.put(new Version(offered.key(), offered.revision()), Settlement.of(offered));
            }
        }

        /** Null for what is reversed because of another event. */
        Settlement of(LedgerEntry entry) {
            var activity = entry.activity();
            var settlement = settlements.get(new Version(new EventKey(activity.tenantId(), activity.eventId()),
                    entry.links().revision()));
            return settlement != null && settlement.raw().receivedAt().equals(activity.receivedAt()) ? settlement
                    : null;
        }
    }
}
