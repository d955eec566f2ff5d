package io.carbonflow.gateway.files;

/** How often each row came in one file, by 64 bits of its hash; a dozen bytes for each of a bounded number of rows. */
final class Occurrences {

    private final int rowsMax;
    private long[] hashes = new long[1024];
    private int[] counts = new int[1024];
    private int size;

    Occurrences(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /** How many times this row came, this time included; 0 where no further row can be remembered. */
    int count(long hash) {
        int slot = slot(hashes, counts, hash);
        if (counts[slot] == 0) {
            if (size >= rowsMax) {
                return 0;
            }
            if (++size > counts.length / 2) {
                grow();
                slot = slot(hashes, counts, hash);
            }
            hashes[slot] = hash;
        }
        return ++counts[slot];
    }

    private void grow() {
        var largerHashes = new long[hashes.length * 2];
        var largerCounts = new int[counts.length * 2];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                int slot = slot(largerHashes, largerCounts, hashes[i]);
                largerHashes[slot] = hashes[i];
                largerCounts[slot] = counts[i];
            }
        }
        hashes = largerHashes;
        counts = largerCounts;
    }

    private static int slot(long[] hashes, int[] counts, long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (counts[slot] > 0 && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
