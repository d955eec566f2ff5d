package io.carbonflow.ledger.booking;

import static io.carbonflow.contracts.ReasonCode.DUPLICATE_CONFLICT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.booking.BookedBatch.Outcomes;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.refusal.DeadLetterTable;
import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.ledger.store.ChainLock;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.tally.Measure;
import io.carbonflow.ledger.tally.Tally;

/** Books one batch of one partition within one transaction. */
final class Booking {

    private static final String ENTRIES_OF_EVENTS = "select " + EntryTable.SELECTED + """
             from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.entry e on e.tenant_id = k.tenant_id and e.event_id = k.event_id
            order by e.tenant_id, e.id
            """;

    private static final String SHARD = "chain-";

    private final Transaction transaction;
    private final int chain;
    private final Instant now;
    private final Duration lateness;
    private final Tally tally = new Tally();

    Booking(Transaction transaction, int chain, Instant now, Duration lateness) {
        this.transaction = transaction;
        this.chain = chain;
        this.now = now;
        this.lateness = lateness;
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
        var sorting = sort(events, batch);

        var letters = new ArrayList<>(refusals);
        sorting.conflicts().forEach(conflict -> letters.add(conflict(conflict)));
        DeadLetterTable.insert(transaction, letters)
            .forEach(letter -> tally.add(letter.tenantId(), letter.receivedAt(), Measure.REJECTED));
        var duplicates = events.insertDuplicates(sorting.duplicates());
        duplicates.forEach(one -> tally.add(one.key().tenantId(), one.raw().receivedAt(), Measure.DUPLICATES));

        List<SealedEntry> fresh = List.of();
        if (!sorting.fresh().isEmpty()) {
            fresh = append(sorting.fresh(), top);
            HeldLetters.settle(transaction, sorting.fresh().stream().map(Calculated::key).toList(), SHARD + chain);
        }
        tally.write(transaction, SHARD + chain);
        var redelivered = entriesOf(sorting.redelivered());
        return new BookedBatch(fresh, redelivered, new Outcomes(sorting.fresh().size(), duplicates.size(),
                sorting.conflicts().size(), sorting.redelivered().size()));
    }

    private Sorting sort(EventTable events, List<Calculated> batch) {
        if (batch.isEmpty()) {
            return new Sorting(List.of(), List.of(), List.of(), List.of());
        }
        var refused = events.refusedWithin(batch);
        var bookable = refused.isEmpty() ? batch
                : batch.stream().filter(offered -> !refused.contains(offered.raw())).toList();
        if (bookable.isEmpty()) {
            return new Sorting(List.of(), List.of(), List.of(), List.of());
        }
        var inserted = events.insert(bookable, now);
        var present = inserted.size() == bookable.size() ? Map.<EventKey, PresentEvent>of()
                : events.present(bookable.stream().map(Calculated::key).collect(Collectors.toSet()));
        return Sorting.of(bookable, inserted, present);
    }

    private List<SealedEntry> append(Collection<Calculated> fresh, BlockTable.Top top) {
        long height = top.height() + 1;
        var entries = Entries.of(List.copyOf(fresh), chain, height, now);
        var root = MerkleTree.root(entries.stream().map(SealedEntry::leafHash).toList());
        BlockTable.insert(transaction, new Block(chain, height, top.head(), root, entries.size(), now));
        EntryTable.insert(transaction, entries);
        var rollups = new Rollups(chain, lateness);
        entries.forEach(sealed -> rollups.add(sealed.entry()));
        rollups.write(transaction);
        fresh.forEach(one -> tally.add(one.key().tenantId(), one.raw().receivedAt(), Measure.BOOKED));
        return entries;
    }

    private List<SealedEntry> entriesOf(List<Calculated> redelivered) {
        if (redelivered.isEmpty()) {
            return List.of();
        }
        var keys = redelivered.stream().map(Calculated::key).distinct().toList();
        return EntryTable.read(transaction.query(ENTRIES_OF_EVENTS,
                keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                keys.stream().map(EventKey::eventId).toArray(String[]::new)));
    }

    private Refusal conflict(Calculated offered) {
        return Refusal.of(offered.emission(), now, DUPLICATE_CONFLICT, "id",
                "the id " + offered.key().eventId() + " is booked with other content; send this under another id");
    }
}
