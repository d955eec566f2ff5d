package io.carbonflow.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which part dies when, by the seed: each part equally often, in a random order, at random moments of its own stretch of
 * the time.
 */
public final class KillPlan {

    private static final List<String> PARTS = List.of("ledger", "postgres", "kafka");

    private KillPlan() {}

    /** A part that dies so long after the begin. */
    public record Kill(Duration after, String part) {}

    /**
     * The kills of a run.
     *
     * @param rounds how often each part dies, at least once
     */
    public static List<Kill> of(long seed, Duration time, int rounds) {
        var random = new Random(seed);
        var parts = new ArrayList<String>();
        for (int round = 0; round < rounds; round++) {
            var shuffled = new ArrayList<>(PARTS);
            Collections.shuffle(shuffled, random);
            parts.addAll(shuffled);
        }
        long stretch = time.toMillis() / parts.size();
        var kills = new ArrayList<Kill>();
        for (int i = 0; i < parts.size(); i++) {
            kills.add(new Kill(Duration.ofMillis(stretch * i + (long) (random.nextDouble() * stretch)), parts.get(i)));
        }
        return kills;
    }
}
