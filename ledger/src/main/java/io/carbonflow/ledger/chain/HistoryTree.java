package io.carbonflow.ledger.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The history of one chain: the tree of RFC 6962, section 2.1, over the heads of its blocks from height 1 on. It only
 * grows, and keeps no more than the roots of its largest complete subtrees, one per bit of its size.
 */
public final class HistoryTree {

    private final List<byte[]> peaks;
    private long size;

    private HistoryTree(long size, List<byte[]> peaks) {
        this.size = size;
        this.peaks = new ArrayList<>(peaks);
        if (Long.bitCount(size) != peaks.size()) {
            throw new IllegalArgumentException(
                    "a tree of " + size + " leaves has " + Long.bitCount(size) + " peaks, found " + peaks.size());
        }
    }

    /** Is told of each subtree that becomes complete. */
    @FunctionalInterface
    public interface Completed {
        /**
         * A subtree of two leaves or more.
         *
         * @param level it has 2^level leaves, at least 1
         * @param place how many of that size stand before it
         */
        void subtree(int level, long place, byte[] hash);
    }

    /** The tree of a chain without blocks. */
    public static HistoryTree empty() {
        return new HistoryTree(0, List.of());
    }

    /** A tree that continues, from its peaks in their order, the largest first. */
    public static HistoryTree of(long size, List<byte[]> peaks) {
        return new HistoryTree(size, peaks);
    }

    /** A tree that continues, from {@link #peaks()}. */
    public static HistoryTree of(long size, byte[] peaks) {
        var each = new ArrayList<byte[]>();
        for (int at = 0; at < peaks.length; at += Sha256.BYTES) {
            each.add(Arrays.copyOfRange(peaks, at, at + Sha256.BYTES));
        }
        return new HistoryTree(size, each);
    }

    /** Adds the block above the last one by its head. */
    public void add(byte[] blockHead, Completed completed) {
        byte[] hash = MerkleTree.leafHash(blockHead);
        int level = 0;
        for (long place = size; (place & 1) == 1; place >>= 1) {
            hash = MerkleTree.node(peaks.remove(peaks.size() - 1), hash);
            level++;
            completed.subtree(level, place >> 1, hash);
        }
        peaks.add(hash);
        size++;
    }

    /** How many blocks it has. */
    public long size() {
        return size;
    }

    /**
     * The hash that stands for all its blocks.
     *
     * @throws IllegalStateException of a chain without blocks, which has no history
     */
    public byte[] root() {
        if (size == 0) {
            throw new IllegalStateException("a history has at least one block, found none");
        }
        byte[] root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleTree.node(peaks.get(i), root);
        }
        return root;
    }

    /** The roots of its largest complete subtrees, 32 bytes each, the largest first. */
    public byte[] peaks() {
        byte[] bytes = new byte[peaks.size() * Sha256.BYTES];
        for (int i = 0; i < peaks.size(); i++) {
            System.arraycopy(peaks.get(i), 0, bytes, i * Sha256.BYTES, Sha256.BYTES);
        }
        return bytes;
    }
}
