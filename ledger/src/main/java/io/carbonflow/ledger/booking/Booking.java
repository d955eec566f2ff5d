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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.booking.BookedBatch.Outcomes;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.refusal.DeadLetterTable;
import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.ledger.store.ChainLock;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.tally.Measure;
import io.carbonflow.ledger.tally.Tally;

/** Books one batch of one partition within one transaction. */
final class Booking {

    private static final String SHARD = "chain-";

    private final Transaction transaction;
    private final int chain;
    private final Instant now;
    private final Duration lateness;
    private final Duration bytesKept;
    private final Tally tally = new Tally();

    /**
     * A booking.
     *
     * @param now       when, to the microsecond
     * @param lateness  after the end of a window, from when on it is revised
     * @param bytesKept how long the bytes of what is refused are kept
     */
    Booking(Transaction transaction, int chain, Instant now, Duration lateness, Duration bytesKept) {
        this.transaction = transaction;
        this.chain = chain;
        this.now = now;
        this.lateness = lateness;
        this.bytesKept = bytesKept;
    }

    /**
     * Books what is new and accounts for the rest.
     *
     * @param batch    in the order of the topic
     * @param refusals records of the batch that cannot be booked at all
     */
    BookedBatch book(List<Calculated> batch, List<Refusal> refusals) {
        ChainLock.take(transaction, chain);
        var top = BlockTable.top(transaction, chain);
        var events = new EventTable(transaction);
        var refusedBefore = batch.isEmpty() ? Set.<RawPosition>of() : events.refusedWithin(batch);
        var sorting = sort(events, batch, refusedBefore);
        new VersionTable(transaction).insert(sorting.versions(), now);

        var letters = new ArrayList<>(refusals);
        sorting.of(CONFLICT).forEach(conflict -> letters.add(conflict(conflict)));
        DeadLetterTable.insert(transaction, letters, bytesKept)
            .forEach(letter -> tally.add(letter.tenantId(), letter.receivedAt(), Measure.REJECTED));
        events.insertDuplicates(sorting.of(DUPLICATE)).forEach(one -> count(one, DUPLICATE));
        sorting.settled()
            .stream()
            .filter(one -> one.ending().isRemembered())
            .forEach(one -> count(one.offered(), one.ending()));

        var postings = sorting.postings();
        List<SealedEntry> fresh = List.of();
        if (!postings.isEmpty()) {
            fresh = append(postings, top);
            HeldLetters.settle(transaction, sorting.of(BOOKED), SHARD + chain, now);
        }
        tally.write(transaction, SHARD + chain);
        var redelivered = Standing.entriesOf(transaction,
                sorting.of(REDELIVERED).stream().map(Calculated::key).distinct().toList());
        letters.addAll(conflictsBefore(batch, refusedBefore));
        return new BookedBatch(fresh, redelivered, letters, outcomes(sorting));
    }

    private Sorting sort(EventTable events, List<Calculated> batch, Set<RawPosition> refused) {
        var bookable = refused.isEmpty() ? batch
                : batch.stream().filter(offered -> !refused.contains(offered.raw())).toList();
        if (bookable.isEmpty()) {
            return Sorting.NOTHING;
        }
        var inserted = events.insert(bookable, now);
        var others = bookable.stream().filter(offered -> !inserted.contains(offered.key())).toList();
        return Sorting.of(bookable, inserted, events.present(others));
    }

    private List<SealedEntry> append(List<Settled> postings, BlockTable.Top top) {
        var reversed = postings.stream()
            .filter(posting -> posting.ending().reverses())
            .map(posting -> posting.offered().key())
            .distinct()
            .toList();
        long height = top.height() + 1;
        var entries = Entries.of(postings, chain, height, now, Standing.of(transaction, reversed));
        if (entries.isEmpty()) { // nothing that was reversed had an entry
            return entries;
        }
        var root = MerkleTree.root(entries.stream().map(SealedEntry::leafHash).toList());
        BlockTable.insert(transaction, new Block(chain, height, top.head(), root, entries.size(), now));
        EntryTable.insert(transaction, entries);
        var rollups = new Rollups(chain, lateness);
        entries.forEach(sealed -> rollups.add(sealed.entry()));
        rollups.write(transaction);
        return entries;
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
        return Refusal.of(offered.emission(), now, DUPLICATE_CONFLICT, "id", detail);
    }
}
