package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The randomness and the clock of one run: the amounts follow from the seed alone, ids and times also from the start, so
 * that the same demo on the same data books anew.
 */
final class Run {

    private static final int DAYS_BACK = 30;

    private final Random random;
    private final Instant start;
    private final String tag;
    private final String tenant;
    private int lastNumber;

    Run(long seed, Instant start, String tenant) {
        this.random = new Random(seed);
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.tag = Long.toString(this.start.toEpochMilli(), 36).toLowerCase(Locale.ROOT);
        this.tenant = tenant;
    }

    Instant start() {
        return start;
    }

    /** In every id of this run and of no other. */
    String tag() {
        return tag;
    }

    String tenant() {
        return tenant;
    }

    /** 1, 2, 3, … within the run. */
    int next() {
        return ++lastNumber;
    }

    /** A number of digits that no other run uses, for systems that number their documents. */
    String number(String prefix) {
        return prefix + start.toEpochMilli() / 100 % 10_000_000_000L + String.format(Locale.ROOT, "%06d", next());
    }

    <T> T anyOf(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    int between(int lowest, int highest) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    /** A decimal with so many places, both bounds in units of the last place. */
    BigDecimal decimal(int lowest, int highest, int places) {
        return BigDecimal.valueOf(between(lowest, highest), places);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A whole second of the last {@value #DAYS_BACK} days. */
    Instant earlier() {
        return start.truncatedTo(ChronoUnit.SECONDS)
            .minusSeconds(random.nextInt(DAYS_BACK * 24 * 3600))
            .minus(Duration.ofMinutes(1));
    }

    static int yearOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).getYear();
    }

    Random random() {
        return random;
    }
}
