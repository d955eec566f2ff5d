package io.carbonflow.ledger.booking;

import static io.carbonflow.contracts.ReasonCode.DUPLICATE_CONFLICT;
import static io.carbonflow.ledger.booking.Ending.BOOKED;
import static io.carbonflow.ledger.booking.Ending.CONFLICT;
import static io.carbonflow.ledger.booking.Ending.DUPLICATE;
import static io.carbonflow.ledger.booking.Ending.REDELIVERED;
import static io.carbonflow.ledger.booking.Ending.REPEATED;
import static io.carbonflow.ledger.booking.Ending.REVERSED;
import static io.carbonflow.ledger.booking.Ending.REVISED;
import static io.carbonflow.ledger.booking.Ending.SUPERSEDED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.booking.BookedBatch.Outcomes;
import io.carbonflow.ledger.booking.ConflictTable.Conflict;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.refusal.DeadLetterTable;
import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.ChainLock;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.tally.Measure;
import io.carbonflow.ledger.tally.Tally;

/** Books one batch of one partition within one transaction. */
final class Booking {

    private static final String SHARD = "chain-";

    private final Transaction transaction;
    private final int chain;
    private final BookingMoment moment;
    private final Duration lateness;
    private final RetentionPeriods periods;
    private final Tally tally = new Tally();

    private Booking(Transaction transaction, int chain, BookingMoment moment, Duration lateness,
            RetentionPeriods periods) {
        this.transaction = transaction;
        this.chain = chain;
        this.moment = moment;
        this.lateness = lateness;
        this.periods = periods;
    }

    /**
     * Books what is new and accounts for the rest.
     *
     * @param batch     in the order of the topic
     * @param refusals  records of the batch that cannot be booked at all
     * @param lateness  after the end of a window, from when on it is revised
     * @param periods   how long what may be removed is kept
     */
    static BookedBatch book(Transaction transaction, int chain, List<Calculated> batch, List<Refusal> refusals,
            Duration lateness, RetentionPeriods periods) {
        ChainLock.take(transaction, chain);
        var tenantIds = new TreeSet<String>();
        batch.forEach(offered -> tenantIds.add(offered.key().tenantId()));
        var claiming = batch.stream().filter(offered -> offered.replaced() != null).toList();
        var moment = BookingMoment.asked(transaction, tenantIds, ReplacementTable.newTo(transaction, claiming));
        var top = BlockTable.top(transaction, chain);
        var refusedBefore = new EventTable(transaction).refusedWithin(batch);
        return new Booking(transaction, chain, moment.get(), lateness, periods).book(batch, refusals, top.get(),
                refusedBefore.get());
    }

    private BookedBatch book(List<Calculated> batch, List<Refusal> refusals, BlockTable.Top top,
            Set<RawPosition> refusedBefore) {
        var events = new EventTable(transaction);
        var sorting = sort(events, batch, refusedBefore);
        new VersionTable(transaction).insert(sorting.versions(), moment.at());
        ReplacementTable.insert(transaction, sorting.claims(), moment.at());

        var conflicts = sorting.of(CONFLICT).stream().map(one -> new Conflict(one, conflict(one))).toList();
        ConflictTable.insert(transaction, conflicts, moment.at());
        var letters = new ArrayList<>(refusals);
        conflicts.forEach(conflict -> letters.add(conflict.letter()));
        DeadLetterTable.insert(transaction, letters, periods)
            .forEach(letter -> tally.add(letter.tenantId(), letter.receivedAt(), Measure.REJECTED));
        events.insertDuplicates(sorting.of(DUPLICATE)).forEach(one -> count(one, DUPLICATE));
        sorting.settled()
            .stream()
            .filter(one -> one.ending().isRemembered())
            .forEach(one -> count(one.offered(), one.ending()));

        var postings = sorting.postings();
        List<Announcement> fresh = List.of();
        if (!postings.isEmpty()) {
            fresh = append(postings, top);
            HeldLetters.settle(transaction, sorting.of(BOOKED), SHARD + chain, moment.at());
            Covered.add(transaction, sorting.of(BOOKED), SHARD + chain);
        }
        tally.write(transaction, SHARD + chain);
        letters.addAll(conflictsBefore(batch, refusedBefore));
        return new BookedBatch(fresh, letters, outcomes(sorting));
    }

    private Sorting sort(EventTable events, List<Calculated> batch, Set<RawPosition> refused) {
        var bookable = refused.isEmpty() ? batch
                : batch.stream().filter(offered -> !refused.contains(offered.raw())).toList();
        if (bookable.isEmpty()) {
            return Sorting.NOTHING;
        }
        var inserted = events.insert(bookable, moment.at());
        var others = bookable.stream().filter(offered -> !inserted.contains(offered.key())).toList();
        var replaced = moment.isAnyReplaced()
                ? ReplacementTable.among(transaction, bookable.stream().map(Calculated::key).distinct().toList())
                : Set.<EventKey>of();
        return Sorting.of(bookable, inserted, replaced, events.present(others));
    }

    private List<Announcement> append(List<Settled> postings, BlockTable.Top top) {
        var reversed = new LinkedHashSet<EventKey>();
        for (Settled posting : postings) {
            if (posting.ending().reverses()) {
                reversed.add(posting.offered().key());
            }
            if (posting.claims()) {
                reversed.add(posting.offered().replaced());
            }
        }
        long height = top.height() + 1;
        var entries = Entries.of(postings, chain, height, moment, Standing.of(transaction, reversed),
                Moved.of(transaction, reversed));
        if (entries.isEmpty()) { // nothing that was reversed had an entry
            return List.of();
        }
        var root = MerkleTree.root(entries.stream().map(SealedEntry::leafHash).toList());
        var block = new Block(chain, height, top.head(), root, entries.size(), moment.at());
        BlockTable.insert(transaction, block);
        EntryTable.insert(transaction, entries);
        new KeptVersions(periods, moment.at()).insert(transaction, postings);
        var rollups = new Rollups(chain, lateness);
        entries.forEach(sealed -> rollups.add(sealed.entry()));
        rollups.write(transaction);
        var settlements = new Settlement.Lookup(postings);
        return entries.stream()
            .map(sealed -> new Announcement(sealed, block, settlements.of(sealed.entry())))
            .toList();
    }

    private void count(Calculated offered, Ending ending) {
        tally.add(offered.key().tenantId(), offered.raw().receivedAt(), ending.measure());
    }

    private static Outcomes outcomes(Sorting sorting) {
        return new Outcomes(sorting.count(BOOKED, REVISED, REVERSED), sorting.count(REVISED, REVERSED),
                sorting.count(DUPLICATE, REPEATED), sorting.count(CONFLICT), sorting.count(SUPERSEDED),
                sorting.count(REDELIVERED));
    }

    /** Conflicts that were kept before and come again: somebody may not have been told yet. */
    private List<Refusal> conflictsBefore(List<Calculated> batch, Set<RawPosition> refused) {
        var again = refused.isEmpty() ? List.<Refusal>of()
                : batch.stream().filter(offered -> refused.contains(offered.raw())).map(this::conflict).toList();
        return again.isEmpty() ? again : DeadLetterTable.madeBefore(transaction, again);
    }

    private Refusal conflict(Calculated offered) {
        String detail = offered.isVersion()
                ? "the id " + offered.key().eventId() + " has other content under the same revision "
                        + offered.revision() + "; send this as a later revision or under another id"
                : "the id " + offered.key().eventId() + " is booked with other content; send this under another id";
        return Refusal.of(offered.emission(), moment.at(), DUPLICATE_CONFLICT, "id", detail);
    }
}
