package io.carbonflow.query.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The windows the ledger keeps sums for, aligned to UTC. */
public enum RollupSize {

    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24));

    public static final List<String> WORDS = Arrays.stream(values()).map(RollupSize::word).toList();

    private final String word;
    private final Duration duration;

    RollupSize(String word, Duration duration) {
        this.word = word;
        this.duration = duration;
    }

    public String word() {
        return word;
    }

    public Duration duration() {
        return duration;
    }

    /** The start of the window this instant lies in. */
    public Instant floor(Instant instant) {
        long seconds = instant.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, duration.toSeconds()));
    }

    /** The end of the window that ends at or after this instant. */
    public Instant ceiling(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : floor.plus(duration);
    }

    /** The size with this word. */
    public static RollupSize of(String word) {
        return Arrays.stream(values()).filter(size -> size.word.equals(word)).findFirst().orElseThrow();
    }
}
