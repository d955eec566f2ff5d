package io.carbonflow.ledger.verification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.carbonflow.ledger.verification.Verdict.Head;
import io.vertx.sqlclient.Row;

/** Recomputes every chain from the entries' columns. */
@ApplicationScoped
class ChainVerifier {

    private static final int BLOCKS_PER_PAGE = 500;
    private static final long ENTRIES_PER_PAGE = 10_000;

    private static final String CHAINS = """
            select distinct chain from ledger.block union select distinct chain from ledger.entry order by chain
            """;
    private static final String BLOCKS = """
            select * from ledger.block where chain = $1 and height > $2 order by height limit $3
            """;
    private static final String ENTRIES = "select " + EntryTable.SELECTED + """
             from ledger.entry e where e.chain = $1 and e.height > $2 and e.height <= $3
            order by e.height, e.leaf_index, e.id
            """;
    private static final String STRAY = """
            select e.id, e.chain, e.height from ledger.entry e
            where not exists (select from ledger.block b where b.chain = e.chain and b.height = e.height)
            order by e.chain, e.height limit 1
            """;

    private final Transactions transactions;

    ChainVerifier(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Some blocks in a row and the entries that claim to be in them. */
    private record Page(List<BlockTable.Stored> blocks, Map<Long, List<SealedEntry>> entriesByHeight) {}

    /**
     * Recomputes all there is.
     *
     * @param earlier heads an earlier verification found; a chain that does not lead through them was rewritten
     */
    Verdict verify(List<Head> earlier) {
        // Before the chains are read: an entry booked meanwhile has its block by then.
        List<Verdict> stray = transactions.snapshotOfAllTenants(ChainVerifier::stray);
        var walks = new ArrayList<ChainWalk>();
        for (int chain : transactions.snapshotOfAllTenants(ChainVerifier::chains)) {
            var walk = new ChainWalk(chain);
            walks.add(walk);
            try {
                climb(walk, earlier);
            } catch (Mismatch mismatch) {
                return new Verdict.Failed(entries(walks), blocks(walks), mismatch.entryId(), chain, mismatch.height(),
                        mismatch.getMessage());
            }
        }
        if (!stray.isEmpty()) {
            return stray.get(0);
        }
        return new Verdict.Verified(entries(walks), blocks(walks), walks.stream()
            .map(walk -> new Head(walk.chain(), walk.height(), Sha256.hex(walk.head())))
            .toList());
    }

    private void climb(ChainWalk walk, List<Head> earlier) throws Mismatch {
        var marks = new HashMap<Long, String>();
        earlier.stream()
            .filter(head -> head.chain() == walk.chain())
            .forEach(head -> marks.put(head.height(), head.head()));
        Page page = page(walk);
        while (!page.blocks().isEmpty()) {
            for (BlockTable.Stored stored : page.blocks()) {
                walk.climb(stored, page.entriesByHeight().getOrDefault(stored.block().height(), List.of()));
                String mark = marks.remove(walk.height());
                if (mark != null && !mark.equals(Sha256.hex(walk.head()))) {
                    throw new Mismatch(walk.height(), null, "the head is not the one an earlier verification found");
                }
            }
            page = page(walk);
        }
        if (!marks.isEmpty()) {
            throw new Mismatch(walk.height() + 1, null, "the chain is shorter than at an earlier verification");
        }
    }

    private Page page(ChainWalk walk) {
        return transactions.snapshotOfAllTenants(transaction -> {
            var blocks = new ArrayList<BlockTable.Stored>();
            long entries = 0;
            for (Row row : transaction.query(BLOCKS, walk.chain(), walk.height(), BLOCKS_PER_PAGE)) {
                if (entries < ENTRIES_PER_PAGE) {
                    var stored = BlockTable.read(row);
                    blocks.add(stored);
                    entries += stored.block().entries();
                }
            }
            var byHeight = new HashMap<Long, List<SealedEntry>>();
            if (!blocks.isEmpty()) {
                long top = blocks.get(blocks.size() - 1).block().height();
                EntryTable.read(transaction.query(ENTRIES, walk.chain(), walk.height(), top))
                    .forEach(sealed -> byHeight.computeIfAbsent(sealed.height(), height -> new ArrayList<>())
                        .add(sealed));
            }
            return new Page(blocks, byHeight);
        });
    }

    private static List<Integer> chains(Transaction transaction) {
        return StreamSupport.stream(transaction.query(CHAINS).spliterator(), false)
            .map(row -> row.getInteger("chain"))
            .toList();
    }

    private static List<Verdict> stray(Transaction transaction) {
        return StreamSupport.stream(transaction.query(STRAY).spliterator(), false)
            .<Verdict>map(row -> new Verdict.Failed(0, 0, row.getUUID("id"), row.getInteger("chain"),
                    row.getLong("height"), "the entry names a block that does not exist"))
            .toList();
    }

    private static long entries(List<ChainWalk> walks) {
        return walks.stream().mapToLong(ChainWalk::entries).sum();
    }

    private static long blocks(List<ChainWalk> walks) {
        return walks.stream().mapToLong(ChainWalk::height).sum();
    }
}
