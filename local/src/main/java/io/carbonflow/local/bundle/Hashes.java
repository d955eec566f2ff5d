package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;

/** The hashes, trees and signatures of docs/reference/ledger-format.md. */
final class Hashes {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Hashes() {}

    static byte[] sha256(byte[]... parts) {
        var digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    static byte[] leaf(byte[] content) {
        return sha256(LEAF, content);
    }

    static byte[] leaf(String content) {
        return leaf(content.getBytes(UTF_8));
    }

    /** The root over all leaves, RFC 6962, section 2.1. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha256(NODE, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /**
     * The root over {@code size} leaves of which some are known, and for the rest the roots of the largest parts that hold
     * none of them, from left to right.
     *
     * @throws MismatchException where there are more or fewer of these than the tree has such parts
     */
    static byte[] root(NavigableMap<Long, byte[]> leaves, List<byte[]> others, long size) throws MismatchException {
        if (leaves.isEmpty() || leaves.firstKey() < 0 || leaves.lastKey() >= size) {
            throw new MismatchException("its leaves are not within the tree of " + size);
        }
        var rest = others.iterator();
        byte[] root = root(leaves, rest, 0, size);
        if (rest.hasNext()) {
            throw new MismatchException("it has more hashes than the tree of " + size + " needs");
        }
        return root;
    }

    private static byte[] root(NavigableMap<Long, byte[]> leaves, Iterator<byte[]> others, long start, long size)
            throws MismatchException {
        Long next = leaves.ceilingKey(start);
        if (next == null || next >= start + size) {
            if (!others.hasNext()) {
                throw new MismatchException("it has fewer hashes than the tree needs");
            }
            return others.next();
        }
        if (size == 1) {
            return leaves.get(start);
        }
        long split = Long.highestOneBit(size - 1);
        byte[] left = root(leaves, others, start, split);
        return sha256(NODE, left, root(leaves, others, start + split, size - split));
    }

    /** Whether the Ed25519 key of this SubjectPublicKeyInfo has signed the text. */
    static boolean isSigned(byte[] publicKey, String text, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey)));
            signature.update(text.getBytes(UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
