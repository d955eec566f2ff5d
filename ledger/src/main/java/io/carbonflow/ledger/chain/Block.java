package io.carbonflow.ledger.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One link of a chain: what was booked together.
 *
 * @param chain        the number of the partition whose batches this chain books
 * @param height       1 for the first block of a chain, without gaps
 * @param previousHead the head of the block below; {@link #genesis} for the first
 * @param merkleRoot   over the leaf hashes of the block's entries
 * @param entries      how many there are, at least one
 * @param bookedAt     when, to the microsecond
 */
public record Block(int chain, long height, byte[] previousHead, byte[] merkleRoot, int entries, Instant bookedAt) {

    private static final byte HEAD_PREFIX = 2;
    private static final int HEAD_CONTENT_BYTES = 1 + Integer.BYTES + Long.BYTES + 2 * Sha256.BYTES + Integer.BYTES
            + Long.BYTES;

    public Block {
        requireNonNull(bookedAt, "bookedAt is null");
        if (previousHead.length != Sha256.BYTES || merkleRoot.length != Sha256.BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, found " + previousHead.length + " and "
                    + merkleRoot.length);
        }
        if (height < 1 || entries < 1) {
            throw new IllegalArgumentException("height and entries begin at 1, found " + height + " and " + entries);
        }
    }

    /** What the first block of a chain names as the head before it. */
    public static byte[] genesis(int chain) {
        return Sha256.of(("carbonflow/ledger/v1/chain/" + chain).getBytes(US_ASCII));
    }

    /** The hash that stands for this block and all below it. */
    public byte[] head() {
        return Sha256.of(ByteBuffer.allocate(HEAD_CONTENT_BYTES)
            .put(HEAD_PREFIX)
            .putInt(chain)
            .putLong(height)
            .put(previousHead)
            .put(merkleRoot)
            .putInt(entries)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, bookedAt))
            .array());
    }
}
