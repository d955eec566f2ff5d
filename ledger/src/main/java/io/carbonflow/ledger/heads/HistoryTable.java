package io.carbonflow.ledger.heads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.carbonflow.ledger.chain.HistoryTree;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.chain.TreeProofs;
import io.carbonflow.ledger.chain.TreeProofs.Subtrees;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** The table of the histories' complete subtrees. Leaves are not in it, they are made of the blocks. */
public final class HistoryTable {

    /** Most blocks that are taken into a history at once. */
    static final int BLOCKS_MAX = 20_000;

    private static final String TAKEN = """
            select coalesce(max(place) + 1, 0) * 2 as blocks from ledger.history_node where chain = $1 and level = 1
            """;
    private static final String BLOCKS = """
            select height, head from ledger.block where chain = $1 and height > $2 and height <= $3 order by height
            """;
    private static final String NODES = """
            select n.level, n.place, n.hash from unnest($2::smallint[], $3::bigint[]) as w(level, place)
                join ledger.history_node n on n.chain = $1 and n.level = w.level and n.place = w.place
            """;
    private static final String LEAVES = "select height, head from ledger.block where chain = $1 and height = any($2)";

    private HistoryTable() {}

    /** A complete subtree of a chain's history, or at level 0 a leaf. */
    public record Place(int level, long place) {}

    /** Works something out of a history; the same hashes are asked for whatever they are. */
    @FunctionalInterface
    public interface Proof<T> {
        T from(Subtrees subtrees);
    }

    private record Node(int chain, int level, long place, byte[] hash) {}

    /** A history does not hold what its blocks made. */
    public static final class BrokenHistoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenHistoryException(int chain, Place place) {
            super("the history of chain " + chain + " lacks the subtree of level " + place.level() + " at place "
                    + place.place() + "; a verification names what was changed");
        }

        /** Of a block that is gone, or whose entries are not those it was made of. */
        public BrokenHistoryException(int chain, long height) {
            super("block " + chain + ":" + height
                    + " is not there with the entries it was made of; a verification names "
                    + "what was changed");
        }
    }

    /** How many blocks of a chain are in its history; a last odd one is not. */
    static long taken(Transaction transaction, int chain) {
        return transaction.query(TAKEN, chain).iterator().next().getLong("blocks");
    }

    /**
     * Takes more blocks in, in the order of their heights; the caller is alone in doing so.
     *
     * @param top the height to stop at
     * @return the tree as far as it was taken; short of the top where that is more than {@link #BLOCKS_MAX} blocks away
     */
    static HistoryTree extend(Transaction transaction, int chain, long top) {
        long taken = taken(transaction, chain);
        var tree = proofs(transaction, chain, subtrees -> HistoryTree.of(taken, peaks(subtrees, taken)));
        var completed = new ArrayList<Node>();
        long end = Math.min(top, taken + BLOCKS_MAX);
        for (Row row : transaction.query(BLOCKS, chain, taken, end)) {
            if (row.getLong("height") != tree.size() + 1) {
                throw new BrokenHistoryException(chain, new Place(0, tree.size()));
            }
            tree.add(row.getBuffer("head").getBytes(),
                    (level, place, hash) -> completed.add(new Node(chain, level, place, hash)));
        }
        if (tree.size() != end) {
            throw new BrokenHistoryException(chain, new Place(0, tree.size()));
        }
        if (!completed.isEmpty()) {
            var columns = new Columns<Node>().add("chain", "int", Integer[]::new, Node::chain)
                .add("level", "smallint", Short[]::new, node -> (short) node.level())
                .add("place", "bigint", Long[]::new, Node::place)
                .add("hash", "bytea", Buffer[]::new, node -> Buffer.buffer(node.hash()));
            transaction.enqueue(columns.insertInto("ledger.history_node"), columns.arrays(completed));
        }
        return tree;
    }

    private static List<byte[]> peaks(Subtrees subtrees, long size) {
        var peaks = new ArrayList<byte[]>();
        long start = 0;
        for (long rest = size; rest > 0; rest -= Long.highestOneBit(rest)) {
            int level = 63 - Long.numberOfLeadingZeros(rest);
            peaks.add(subtrees.hash(level, start >> level));
            start += 1L << level;
        }
        return peaks;
    }

    /**
     * Works a proof out of a chain's history: once to learn what it needs, and again with that.
     *
     * @throws BrokenHistoryException where a hash it needs is not there
     */
    public static <T> T proofs(Transaction transaction, int chain, Proof<T> proof) {
        var wanted = new LinkedHashSet<Place>();
        proof.from((level, place) -> {
            wanted.add(new Place(level, place));
            return new byte[Sha256.BYTES];
        });
        var hashes = read(transaction, chain, wanted);
        return proof.from((level, place) -> {
            byte[] hash = hashes.get(new Place(level, place));
            if (hash == null) {
                throw new BrokenHistoryException(chain, new Place(level, place));
            }
            return hash;
        });
    }

    /** The root over the first blocks of a chain. */
    static byte[] root(Transaction transaction, int chain, long size) {
        return proofs(transaction, chain, subtrees -> TreeProofs.root(subtrees, size));
    }

    /** The hashes at these places, as they are stored; leaves as the blocks make them. */
    public static Map<Place, byte[]> read(Transaction transaction, int chain, Set<Place> places) {
        var hashes = new HashMap<Place, byte[]>();
        var inner = places.stream().filter(place -> place.level() > 0).toList();
        if (!inner.isEmpty()) {
            for (Row row : transaction.query(NODES, chain,
                    inner.stream().map(place -> (short) place.level()).toArray(Short[]::new),
                    inner.stream().map(Place::place).toArray(Long[]::new))) {
                hashes.put(new Place(row.getShort("level"), row.getLong("place")), row.getBuffer("hash").getBytes());
            }
        }
        var leaves = places.stream().filter(place -> place.level() == 0).map(place -> place.place() + 1);
        Long[] heights = leaves.toArray(Long[]::new);
        if (heights.length > 0) {
            for (Row row : transaction.query(LEAVES, chain, heights)) {
                hashes.put(new Place(0, row.getLong("height") - 1),
                        MerkleTree.leafHash(row.getBuffer("head").getBytes()));
            }
        }
        return hashes;
    }
}
