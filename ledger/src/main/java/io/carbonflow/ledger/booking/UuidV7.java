package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that sort by the time of booking and, within a block, by the place in it (RFC 9562, version 7). */
final class UuidV7 {

    private static final int INDEX_BITS = 22;
    private static final int RANDOM_BITS = 62 - INDEX_BITS;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    /**
     * An id of the entry at this place of a block booked at this time.
     *
     * @param index below 2^22
     */
    static UUID of(Instant bookedAt, int index) {
        if (index >>> INDEX_BITS != 0) {
            throw new IllegalArgumentException("an index is below 2^" + INDEX_BITS + ", found " + index);
        }
        long microsOfMilli = bookedAt.getNano() / 1_000 % 1_000;
        // Method 3 of RFC 9562, section 6.2: the fraction of the millisecond takes the twelve bits after it.
        long fraction = microsOfMilli * 4_096 / 1_000;
        long high = bookedAt.toEpochMilli() << 16 | 0x7000L | fraction;
        long random = ThreadLocalRandom.current().nextLong(1L << RANDOM_BITS);
        return new UUID(high, VARIANT | (long) index << RANDOM_BITS | random);
    }
}
