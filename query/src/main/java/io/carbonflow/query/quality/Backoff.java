package io.carbonflow.query.quality;

import java.time.Duration;

/** How long to wait after one more outage: twice as long as after the one before, up to a minute. */
final class Backoff {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 10;

    private Backoff() {}

    /** @param before how many there were in a row already */
    static Duration pause(Duration first, int before) {
        Duration pause = first.multipliedBy(1L << Math.min(before, DOUBLINGS_MAX));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST.compareTo(first) < 0 ? first : LONGEST;
    }
}
