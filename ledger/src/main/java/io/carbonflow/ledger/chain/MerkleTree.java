package io.carbonflow.ledger.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1, over the leaf hashes of one block. Leaves and inner nodes are hashed with
 * different first bytes, so that no inner node can pass for a leaf.
 */
public final class MerkleTree {

    private static final byte[] LEAF_PREFIX = {0};
    private static final byte[] NODE_PREFIX = {1};

    private MerkleTree() {}

    /** The hash of one leaf's content. */
    public static byte[] leafHash(byte[] content) {
        return Sha256.of(LEAF_PREFIX, content);
    }

    /**
     * The root over the leaf hashes in their order.
     *
     * @throws IllegalArgumentException for no leaf; there is no empty block
     */
    public static byte[] root(List<byte[]> leafHashes) {
        if (leafHashes.isEmpty()) {
            throw new IllegalArgumentException("a tree has at least one leaf, found none");
        }
        if (leafHashes.size() == 1) {
            return leafHashes.get(0);
        }
        int split = split(leafHashes.size());
        return node(root(leafHashes.subList(0, split)), root(leafHashes.subList(split, leafHashes.size())));
    }

    /** The hashes beside the way from a leaf up to the root, lowest first. */
    public static List<byte[]> auditPath(List<byte[]> leafHashes, int index) {
        if (index < 0 || index >= leafHashes.size()) {
            throw new IndexOutOfBoundsException("leaf " + index + " of " + leafHashes.size());
        }
        if (leafHashes.size() == 1) {
            return List.of();
        }
        int split = split(leafHashes.size());
        var left = leafHashes.subList(0, split);
        var right = leafHashes.subList(split, leafHashes.size());
        var path = new ArrayList<>(index < split ? auditPath(left, index) : auditPath(right, index - split));
        path.add(root(index < split ? right : left));
        return path;
    }

    /** The root that a leaf hash and its audit path lead to; the proof holds if it is the block's. */
    public static byte[] rootFrom(byte[] leafHash, long index, long leaves, List<byte[]> auditPath) {
        if (leaves == 1) {
            if (!auditPath.isEmpty()) {
                throw new IllegalArgumentException("the audit path is longer than the tree is high");
            }
            return leafHash;
        }
        if (auditPath.isEmpty()) {
            throw new IllegalArgumentException("the audit path is shorter than the tree is high");
        }
        long split = Long.highestOneBit(leaves - 1);
        byte[] sibling = auditPath.get(auditPath.size() - 1);
        var below = auditPath.subList(0, auditPath.size() - 1);
        return index < split ? node(rootFrom(leafHash, index, split, below), sibling)
                : node(sibling, rootFrom(leafHash, index - split, leaves - split, below));
    }

    /** The hash of an inner node over those of its two children. */
    public static byte[] node(byte[] left, byte[] right) {
        return Sha256.of(NODE_PREFIX, left, right);
    }

    /** The largest power of two below n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
