package io.carbonflow.local.demo;

import java.time.Duration;
import java.util.Collection;

/** Durations by rank. */
final class Latencies {

    private final long[] sortedMillis;

    Latencies(Collection<Duration> durations) {
        sortedMillis = durations.stream().mapToLong(Duration::toMillis).sorted().toArray();
    }

    /** The smallest duration that so many percent of all do not exceed (nearest rank). */
    long millis(int percent) {
        if (sortedMillis.length == 0) {
            return 0;
        }
        int rank = (int) (((long) percent * sortedMillis.length + 99) / 100);
        return sortedMillis[Math.max(0, rank - 1)];
    }
}
