package io.carbonflow.query.parquet;

/** Parquet's hybrid of run-length encoding and bit packing, for levels and for places in a dictionary. */
final class Hybrid {

    private static final int GROUP = 8;
    /** So many groups in one packed run that its header is one byte. */
    private static final int GROUPS_MAX = 63;

    private Hybrid() {}

    /** Bits that hold every number from 0 to the largest. */
    static int width(int largest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    /**
     * Writes numbers: eight or more equal ones as a run, others packed by eight.
     *
     * @param count how many of the numbers count
     * @param width bits of each, 0 to 32
     */
    static void write(int[] numbers, int count, int width, Bytes out) {
        int at = 0;
        while (at < count) {
            int run = run(numbers, at, count);
            if (run >= GROUP) {
                out.putVarint((long) run << 1);
                putValue(numbers[at], width, out);
                at += run;
            } else {
                at = pack(numbers, at, count, width, out);
            }
        }
    }

    private static int run(int[] numbers, int from, int count) {
        int to = from + 1;
        while (to < count && numbers[to] == numbers[from]) {
            to++;
        }
        return to - from;
    }

    private static void putValue(int value, int width, Bytes out) {
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    /** Packs groups until a run begins; the last group of all may be filled up with zeros. Returns where it ended. */
    private static int pack(int[] numbers, int from, int count, int width, Bytes out) {
        int groups = 0;
        int to = from;
        do {
            groups++;
            to += GROUP;
        } while (groups < GROUPS_MAX && to < count && run(numbers, to, Math.min(count, to + GROUP)) < GROUP);
        out.putVarint((long) groups << 1 | 1);
        long pending = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            long number = i < count ? numbers[i] & 0xFFFF_FFFFL : 0;
            pending |= number << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                out.write((int) pending);
                pending >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        return Math.min(to, count);
    }
}
