package io.carbonflow.ledger.verification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.heads.HeadTable;
import io.carbonflow.ledger.heads.HistoryTable;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.heads.SigningKeys;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.carbonflow.ledger.verification.HeadWalk.HeadMismatch;
import io.carbonflow.ledger.verification.Verdict.Head;
import io.carbonflow.ledger.verification.VerificationTable.Seen;
import io.vertx.sqlclient.Row;

/** Recomputes every chain from the entries' columns, and the signed heads from the chains. */
@ApplicationScoped
class ChainVerifier {

    private static final int BLOCKS_PER_PAGE = 500;
    private static final long ENTRIES_PER_PAGE = 10_000;
    private static final int HEADS_PER_PAGE = 1_000;

    private static final String CHAINS = """
            select c.chain, coalesce((select max(height) from ledger.block b where b.chain = c.chain), 0) as height
            from (select distinct chain from ledger.block union select distinct chain from ledger.entry) c
            order by c.chain
            """;
    private static final String BLOCKS = """
            select * from ledger.block where chain = $1 and height > $2 and height <= $3 order by height limit $4
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
    private final SigningKeys keys;

    ChainVerifier(Transactions transactions, SigningKeys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    /** Some blocks in a row and the entries that claim to be in them. */
    private record Page(List<BlockTable.Stored> blocks, Map<Long, List<SealedEntry>> entriesByHeight) {}

    /** Is told after each page how far a walk has come; may take its time. */
    @FunctionalInterface
    interface Pace {
        void after(ChainWalk walk, long entries);
    }

    /**
     * Recomputes all there is.
     *
     * @param seen by an earlier verification; a ledger that does not lead through it was rewritten
     */
    Verdict verify(Seen seen) {
        HeadWalk heads;
        try {
            heads = signedHeads(seen);
        } catch (HeadMismatch mismatch) {
            return new Verdict.Failed(0, 0, null, null, null, mismatch.number(), mismatch.getMessage());
        }
        var walks = new ArrayList<ChainWalk>();
        // After the heads: what they cover is there by now. What is booked from here on is for the next verification.
        for (var chain : tops().entrySet()) {
            var walk = new ChainWalk(chain.getKey());
            walks.add(walk);
            try {
                climb(walk, chain.getValue(), heads, seen, (climbed, entries) -> {});
            } catch (Mismatch mismatch) {
                return failed(walks, mismatch);
            }
        }
        return end(walks, heads, seen);
    }

    Verdict failed(List<ChainWalk> walks, Mismatch mismatch) {
        return new Verdict.Failed(entries(walks), blocks(walks), mismatch.entryId(),
                walks.get(walks.size() - 1).chain(), mismatch.height(), null, mismatch.getMessage());
    }

    /** What is left to look at when every chain was climbed: what is there too little or too much. */
    Verdict end(List<ChainWalk> walks, HeadWalk heads, Seen seen) {
        var tops = tops();
        for (var named : heads.heights().entrySet()) {
            if (tops.getOrDefault(named.getKey(), 0L) < named.getValue()) {
                return shorter(walks, named.getKey(), tops, "the chain is shorter than signed head " + heads.number()
                        + " says, which names its block " + named.getValue());
            }
        }
        for (Head head : seen.heads()) {
            if (tops.getOrDefault(head.chain(), 0L) < head.height()) {
                return shorter(walks, head.chain(), tops, "the chain is shorter than at an earlier verification");
            }
        }
        return transactions.snapshotOfAllTenants(ChainVerifier::stray)
            .stream()
            .findFirst()
            .orElseGet(() -> new Verdict.Verified(entries(walks), blocks(walks), heads.number(), heads.checkedKey(),
                    walks.stream()
                        .map(walk -> new Head(walk.chain(), walk.height(), Sha256.hex(walk.head())))
                        .toList()));
    }

    private static Verdict shorter(List<ChainWalk> walks, int chain, Map<Integer, Long> tops, String detail) {
        return new Verdict.Failed(entries(walks), blocks(walks), null, chain, tops.getOrDefault(chain, 0L) + 1, null,
                detail);
    }

    /** The height of each chain at present. */
    TreeMap<Integer, Long> tops() {
        return transactions.snapshotOfAllTenants(transaction -> {
            var tops = new TreeMap<Integer, Long>();
            transaction.query(CHAINS).forEach(row -> tops.put(row.getInteger("chain"), row.getLong("height")));
            return tops;
        });
    }

    /** Checks every signed head there is. */
    HeadWalk signedHeads(Seen seen) throws HeadMismatch {
        var published = transactions.snapshotOfAllTenants(HeadTable::keys);
        var walk = new HeadWalk(published);
        walk.checkKeys(keys);
        List<SignedHead> page;
        do {
            page = transactions
                .snapshotOfAllTenants(transaction -> HeadTable.above(transaction, walk.number(), HEADS_PER_PAGE));
            for (SignedHead head : page) {
                walk.climb(head);
            }
        } while (page.size() == HEADS_PER_PAGE);
        if (walk.number() < seen.signedHeads()) {
            throw new HeadMismatch(walk.number() + 1, "an earlier verification found signed heads up to "
                    + seen.signedHeads());
        }
        return walk;
    }

    /** Climbs a chain from where the walk stands to a height it had. */
    void climb(ChainWalk walk, long target, HeadWalk heads, Seen seen, Pace pace) throws Mismatch {
        var marks = new Marks(transactions, walk.chain(), walk.height(), target, heads.number(), seen.heads());
        while (walk.height() < target) {
            long before = walk.entries();
            Page page = page(walk, target);
            if (page.blocks().isEmpty()) {
                throw new Mismatch(walk.height() + 1, null, "the block is missing; the chain had " + target);
            }
            for (BlockTable.Stored stored : page.blocks()) {
                walk.climb(stored, page.entriesByHeight().getOrDefault(stored.block().height(), List.of()));
                marks.check(walk);
            }
            checkHistory(walk, heads.covered(walk.chain()));
            EventCheck.check(transactions, page.entriesByHeight().values());
            ReversalCheck.check(transactions, page.entriesByHeight().values());
            ActivityCheck.check(transactions, page.entriesByHeight().values());
            pace.after(walk, walk.entries() - before);
        }
    }

    /** Requires that the stored subtrees of the history are those the blocks make; above the last head some may lack. */
    private void checkHistory(ChainWalk walk, long covered) throws Mismatch {
        var completed = walk.completed();
        var stored = transactions.snapshotOfAllTenants(
                transaction -> HistoryTable.read(transaction, walk.chain(), completed.keySet()));
        for (var subtree : completed.entrySet()) {
            byte[] found = stored.get(subtree.getKey());
            long last = subtree.getKey().place() + 1 << subtree.getKey().level();
            if (found == null ? last <= covered : !Arrays.equals(found, subtree.getValue())) {
                throw new Mismatch(last, null, "the history stored up to here is not what the blocks make");
            }
        }
    }

    private Page page(ChainWalk walk, long target) {
        return transactions.snapshotOfAllTenants(transaction -> {
            var blocks = new ArrayList<BlockTable.Stored>();
            long entries = 0;
            for (Row row : transaction.query(BLOCKS, walk.chain(), walk.height(), target, BLOCKS_PER_PAGE)) {
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

    private static List<Verdict> stray(Transaction transaction) {
        return StreamSupport.stream(transaction.query(STRAY).spliterator(), false)
            .<Verdict>map(row -> new Verdict.Failed(0, 0, row.getUUID("id"), row.getInteger("chain"),
                    row.getLong("height"), null, "the entry names a block that does not exist"))
            .toList();
    }

    private static long entries(List<ChainWalk> walks) {
        return walks.stream().mapToLong(ChainWalk::entries).sum();
    }

    private static long blocks(List<ChainWalk> walks) {
        return walks.stream().mapToLong(ChainWalk::height).sum();
    }
}
