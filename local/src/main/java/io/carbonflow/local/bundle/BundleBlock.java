package io.carbonflow.local.bundle;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A block of a bundle and the leaves of it that the bundle holds. */
final class BundleBlock {

    private static final int HEAD_BYTES = 1 + 4 + 8 + 32 + 32 + 4 + 8;

    private final long chain;
    private final long height;
    private final String bookedAt;
    private final long entries;
    private final byte[] merkleRoot;
    private final byte[] head;
    private final List<byte[]> others;
    private final TreeMap<Long, byte[]> leaves = new TreeMap<>();

    /** Checks that the block's content makes its head. */
    BundleBlock(Line line) throws MismatchException {
        line.of("type", "chain", "height", "previous_head", "merkle_root", "head", "entries", "booked_at", "hashes");
        chain = line.whole("chain", 0);
        height = line.whole("height", 1);
        bookedAt = line.text("booked_at");
        entries = line.whole("entries", 1);
        merkleRoot = line.hash("merkle_root");
        head = line.hash("head");
        others = line.hashes("hashes");
        byte[] recomputed = Hashes.sha256(ByteBuffer.allocate(HEAD_BYTES)
            .put((byte) 2)
            .putInt((int) chain)
            .putLong(height)
            .put(line.hash("previous_head"))
            .put(merkleRoot)
            .putInt((int) entries)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, line.time("booked_at")))
            .array());
        if (chain > Integer.MAX_VALUE || entries > Integer.MAX_VALUE || !Arrays.equals(recomputed, head)) {
            throw new MismatchException("the content of block " + name() + " does not make its head");
        }
    }

    void add(long leafIndex, byte[] leafHash) throws MismatchException {
        if (!leaves.isEmpty() && leafIndex <= leaves.lastKey()) {
            throw new MismatchException("leaf_index does not go up");
        }
        leaves.put(leafIndex, leafHash);
    }

    /** Checks that the leaves make the root, once all have come. */
    void close() throws MismatchException {
        if (leaves.isEmpty()) {
            throw new MismatchException("block " + name() + " is here without an entry");
        }
        try {
            if (!Arrays.equals(Hashes.root(leaves, others, entries), merkleRoot)) {
                throw new MismatchException("the entries do not make the Merkle root");
            }
        } catch (MismatchException e) {
            throw e.at("block " + name());
        }
    }

    String name() {
        return chain + ":" + height;
    }

    long chain() {
        return chain;
    }

    long height() {
        return height;
    }

    byte[] head() {
        return head;
    }

    String bookedAt() {
        return bookedAt;
    }
}
