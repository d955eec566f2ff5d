package io.carbonflow.local.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** Hashes, and the root of a Merkle tree (RFC 6962) whose leaves come one after the other. */
final class Digests {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final Deque<Subtree> peaks = new ArrayDeque<>();

    /** A complete subtree of so many leaves. */
    private record Subtree(long leaves, byte[] hash) {}

    /** Adds the next leaf; complete subtrees of one size become one of twice that. */
    void add(byte[] leafHash) {
        var added = new Subtree(1, leafHash);
        while (!peaks.isEmpty() && peaks.peek().leaves() == added.leaves()) {
            added = new Subtree(2 * added.leaves(), sha256(NODE, peaks.pop().hash(), added.hash()));
        }
        peaks.push(added);
    }

    /** The root over all leaves so far, at least one. */
    byte[] root() {
        byte[] root = null;
        for (Subtree peak : peaks) {
            root = root == null ? peak.hash() : sha256(NODE, peak.hash(), root);
        }
        return root;
    }

    static byte[] leaf(byte[] content) {
        return sha256(LEAF, content);
    }

    static byte[] sha256(byte[]... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : pieces) {
                digest.update(piece);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
