package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.Accounting;
import io.carbonflow.ledger.chain.ActivityFacts;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Provisional;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.store.ChainLock;
import io.carbonflow.ledger.store.Transaction;

/** Books what a recalculation found of some events of one tenant and chain: one transaction, at most one block. */
public final class Adjustments {

    private final int chain;
    private final UUID recalculationId;
    private final BookingMoment moment;
    private final BlockTable.Top top;
    private final List<SealedEntry> entries = new ArrayList<>();

    private Adjustments(int chain, UUID recalculationId, BookingMoment moment, BlockTable.Top top) {
        this.chain = chain;
        this.recalculationId = recalculationId;
        this.moment = moment;
        this.top = top;
    }

    /**
     * An event to be adjusted.
     *
     * @param standing     the entries that stood when the outcome was found, in any order
     * @param outcome      what the event comes to
     * @param calculatedAt when that was found
     */
    public record Adjustment(String eventId, Set<UUID> standing, Recalculated outcome, Instant calculatedAt) {}

    /**
     * What was booked.
     *
     * @param height       of the block; 0 where there is none
     * @param changedSince events of which something else stands by now; they were left alone
     */
    public record Booked(Instant at, int chain, long height, int entries, Set<String> changedSince) {}

    /** Books the adjustments in the order in which everything is booked. */
    public static Booked book(Transaction transaction, int chain, String tenantId, UUID recalculationId,
            List<Adjustment> adjustments, Duration lateness) {
        ChainLock.take(transaction, chain);
        var moment = BookingMoment.begin(transaction, List.of(tenantId), List.of());
        var keys = adjustments.stream().map(one -> new EventKey(tenantId, one.eventId())).toList();
        new VersionTable(transaction).lock(keys);
        var booking = new Adjustments(chain, recalculationId, moment,
                BlockTable.top(transaction, chain).get());
        var standing = Standing.of(transaction, keys);
        var moved = Moved.of(transaction, keys);
        var changedSince = new HashSet<String>();
        for (Adjustment adjustment : adjustments) {
            var key = new EventKey(tenantId, adjustment.eventId());
            var stands = standing.getOrDefault(key, List.of());
            if (ids(stands).equals(adjustment.standing())) {
                booking.add(adjustment, stands, moved.getOrDefault(key, List.of()));
            } else {
                changedSince.add(adjustment.eventId());
            }
        }
        booking.write(transaction, lateness);
        return new Booked(moment.at(), chain, booking.entries.isEmpty() ? 0 : booking.height(), booking.entries.size(),
                changedSince);
    }

    /** What stands of some events of a tenant, in the order of booking. */
    public static List<SealedEntry> standing(Transaction transaction, String tenantId, List<String> eventIds) {
        return Standing.sealed(transaction,
                eventIds.stream().map(eventId -> new EventKey(tenantId, eventId)).toList());
    }

    private void add(Adjustment adjustment, List<LedgerEntry> standing, List<Moved> moved) {
        var difference = ResultDifference.of(standing, adjustment.outcome());
        for (LedgerEntry gone : difference.goes()) {
            var cause = facts(gone.activity(), adjustment);
            Accounting place = moment.locked().place(cause.tenantId(), gone.accountedAt(), gone.accounting());
            seal(gone.reversal(nextId(), cause, gone.links().recalculatedBy(recalculationId), place, moment.at()));
        }
        var first = standing.get(0);
        var place = Moved.place(moment.locked(), first.activity().tenantId(), first.activity().occurredAt(), moved);
        for (EmissionResult result : difference.comes()) {
            var facts = facts(first.activity(), adjustment).sharedBy(result.getFacilityId(), result.getProductId());
            var former = formerOf(result, difference.goes());
            seal(new LedgerEntry(nextId(), LedgerEntry.ADJUSTMENT, facts, Entries.result(result),
                    first.links().recalculatedBy(recalculationId).replacing(former.map(LedgerEntry::id).orElse(null)),
                    place.provisional(Provisional.is(facts.dataQuality(), result.getMethod())), moment.at()));
        }
    }

    /** The entry in whose place a result stands: of the same key, else the one that counted. */
    private static Optional<LedgerEntry> formerOf(EmissionResult result, List<LedgerEntry> gone) {
        return gone.stream()
            .filter(entry -> entry.result().resultKey().equals(result.getResultKey()))
            .findFirst()
            .or(() -> gone.stream().filter(entry -> entry.result().official()).findFirst());
    }

    /** What the whole event says, whichever of its shares an entry is of. */
    private static ActivityFacts facts(ActivityFacts ofEntry, Adjustment adjustment) {
        var outcome = adjustment.outcome();
        return ofEntry.recalculated(new BigDecimal(outcome.getQuantity()), outcome.getUnit(), outcome.getFacilityId(),
                outcome.getProductId(), adjustment.calculatedAt());
    }

    private void write(Transaction transaction, Duration lateness) {
        if (entries.isEmpty()) {
            return;
        }
        var root = MerkleTree.root(entries.stream().map(SealedEntry::leafHash).toList());
        BlockTable.insert(transaction, new Block(chain, height(), top.head(), root, entries.size(), moment.at()));
        EntryTable.insert(transaction, entries);
        var rollups = new Rollups(chain, lateness);
        entries.forEach(sealed -> rollups.add(sealed.entry()));
        rollups.write(transaction);
    }

    private long height() {
        return top.height() + 1;
    }

    private UUID nextId() {
        return UuidV7.of(moment.at(), entries.size());
    }

    private void seal(LedgerEntry entry) {
        entries.add(SealedEntry.of(entry, chain, height(), entries.size()));
    }

    private static Set<UUID> ids(List<LedgerEntry> entries) {
        var ids = new HashSet<UUID>();
        entries.forEach(entry -> ids.add(entry.id()));
        return ids;
    }
}
