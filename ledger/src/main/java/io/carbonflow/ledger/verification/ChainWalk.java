package io.carbonflow.ledger.verification;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.chain.HistoryTree;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.heads.HistoryTable.Place;

/** Recomputes one chain block by block, from the genesis up. Believes nothing that is stored but the entries' columns. */
final class ChainWalk {

    private final int chain;
    private final HistoryTree history;
    private final Map<Place, byte[]> completed = new HashMap<>();
    private long height;
    private byte[] head;
    private long entries;

    ChainWalk(int chain) {
        this.chain = chain;
        this.head = Block.genesis(chain);
        this.history = HistoryTree.empty();
    }

    /** A walk that goes on where an earlier one stopped. */
    ChainWalk(int chain, long height, byte[] head, byte[] peaks, long entries) {
        this.chain = chain;
        this.height = height;
        this.head = head;
        this.history = HistoryTree.of(height, peaks);
        this.entries = entries;
    }

    /** Ends the walk at the first thing that does not fit. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient UUID entryId;
        private final long height;

        Mismatch(long height, UUID entryId, String detail) {
            super(detail, null, false, false);
            this.height = height;
            this.entryId = entryId;
        }

        UUID entryId() {
            return entryId;
        }

        long height() {
            return height;
        }
    }

    /** Climbs one block: the stored one and the entries that claim to be in it, by their place. */
    void climb(BlockTable.Stored stored, List<SealedEntry> claimed) throws Mismatch {
        Block block = stored.block();
        if (block.height() != height + 1) {
            throw new Mismatch(height + 1, null, "the block is missing; the next one has height " + block.height());
        }
        for (int place = 0; place < claimed.size(); place++) {
            checkEntry(block, claimed.get(place), place);
            if (place >= block.entries()) {
                throw new Mismatch(block.height(), claimed.get(place).entry().id(),
                        "the entry is one too many: the block was made of " + block.entries());
            }
        }
        if (claimed.size() != block.entries()) {
            throw new Mismatch(block.height(), null, "entries are missing: the block was made of " + block.entries()
                    + ", found " + claimed.size());
        }
        byte[] root = MerkleTree.root(claimed.stream().map(SealedEntry::leafHash).toList());
        if (!Arrays.equals(root, block.merkleRoot())) {
            throw new Mismatch(block.height(), null, "the entries do not make the block's Merkle root");
        }
        if (!Arrays.equals(head, block.previousHead())) {
            throw new Mismatch(block.height(), null, "the block does not name the head of the block below it");
        }
        if (!Arrays.equals(block.head(), stored.head())) {
            throw new Mismatch(block.height(), null, "the block's content does not make its head");
        }
        height = block.height();
        head = stored.head();
        entries += claimed.size();
        history.add(head, (level, place, hash) -> completed.put(new Place(level, place), hash));
    }

    /** The subtrees of the history that became complete since this was asked last, as recomputed. */
    Map<Place, byte[]> completed() {
        var since = Map.copyOf(completed);
        completed.clear();
        return since;
    }

    /** The root of the history up to here. */
    byte[] historyRoot() {
        return history.root();
    }

    /** What it takes to go on from here: see {@link HistoryTree#peaks()}. */
    byte[] peaks() {
        return history.peaks();
    }

    private static void checkEntry(Block block, SealedEntry sealed, int place) throws Mismatch {
        UUID id = sealed.entry().id();
        if (sealed.leafIndex() != place) {
            throw new Mismatch(block.height(), place < sealed.leafIndex() ? null : id,
                    "no entry or more than one stands at place " + place + " of the block");
        }
        if (!Arrays.equals(sealed.entry().leafHash(), sealed.leafHash())) {
            throw new Mismatch(block.height(), id, "the entry's content does not make its leaf hash");
        }
        if (!sealed.entry().bookedAt().equals(block.bookedAt())) {
            throw new Mismatch(block.height(), id, "the entry was booked at another time than its block");
        }
    }

    int chain() {
        return chain;
    }

    long height() {
        return height;
    }

    byte[] head() {
        return head;
    }

    long entries() {
        return entries;
    }
}
