package io.carbonflow.ledger.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * Proofs of RFC 6962, section 2.1, in trees too large to be read whole: only the roots of complete subtrees are asked for,
 * a few per level.
 */
public final class TreeProofs {

    private TreeProofs() {}

    /** Knows the roots of complete subtrees. */
    @FunctionalInterface
    public interface Subtrees {
        /**
         * The root of one.
         *
         * @param level it has 2^level leaves; 0 is a leaf's own hash
         * @param place how many of that size stand before it
         */
        byte[] hash(int level, long place);
    }

    /** The root over the first leaves of a tree. */
    public static byte[] root(Subtrees subtrees, long size) {
        return root(subtrees, 0, size);
    }

    /** The hashes beside the way from a leaf up to the root over the first {@code size} leaves, lowest first. */
    public static List<byte[]> inclusion(Subtrees subtrees, long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IndexOutOfBoundsException("leaf " + leaf + " of " + size);
        }
        var path = new ArrayList<byte[]>();
        include(subtrees, leaf, 0, size, path);
        return path;
    }

    private static void include(Subtrees subtrees, long leaf, long start, long size, List<byte[]> path) {
        if (size == 1) {
            return;
        }
        long split = Long.highestOneBit(size - 1);
        if (leaf < start + split) {
            include(subtrees, leaf, start, split, path);
            path.add(root(subtrees, start + split, size - split));
        } else {
            include(subtrees, leaf, start + split, size - split, path);
            path.add(root(subtrees, start, split));
        }
    }

    /**
     * What shows that the tree over the first {@code first} leaves is the beginning of that over {@code second}.
     *
     * @param first at least 1
     * @param second at least {@code first}
     */
    public static List<byte[]> consistency(Subtrees subtrees, long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("1 to " + second + " leaves have a later tree of " + second + ", found "
                    + first);
        }
        var path = new ArrayList<byte[]>();
        extend(subtrees, first, 0, second, true, path);
        return path;
    }

    private static void extend(Subtrees subtrees, long first, long start, long size, boolean isWhole,
            List<byte[]> path) {
        if (first == size) {
            if (!isWhole) {
                path.add(root(subtrees, start, size));
            }
            return;
        }
        long split = Long.highestOneBit(size - 1);
        if (first <= split) {
            extend(subtrees, first, start, split, isWhole, path);
            path.add(root(subtrees, start + split, size - split));
        } else {
            extend(subtrees, first - split, start + split, size - split, false, path);
            path.add(root(subtrees, start, split));
        }
    }

    /**
     * What, together with the hashes of some leaves, makes the root over {@code size} leaves: the roots of the largest
     * parts of the tree that hold none of them, from left to right.
     *
     * @param leaves at least one
     */
    public static List<byte[]> cover(Subtrees subtrees, NavigableSet<Long> leaves, long size) {
        var hashes = new ArrayList<byte[]>();
        cover(subtrees, leaves, 0, size, hashes);
        return hashes;
    }

    private static void cover(Subtrees subtrees, NavigableSet<Long> leaves, long start, long size,
            List<byte[]> hashes) {
        if (leaves.subSet(start, start + size).isEmpty()) {
            hashes.add(root(subtrees, start, size));
        } else if (size > 1) {
            long split = Long.highestOneBit(size - 1);
            cover(subtrees, leaves, start, split, hashes);
            cover(subtrees, leaves, start + split, size - split, hashes);
        }
    }

    private static byte[] root(Subtrees subtrees, long start, long size) {
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return subtrees.hash(level, start >> level);
        }
        long split = Long.highestOneBit(size - 1);
        return MerkleTree.node(root(subtrees, start, split), root(subtrees, start + split, size - split));
    }
}
