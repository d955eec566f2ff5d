package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A time nothing is known of.
 *
 * @param fromKw   the power at its begin, null for a meter of intervals
 * @param toKw     the power at its end, null for a meter of intervals
 * @param revision of the estimate that stands for it; null where there is none
 */
public record Gap(Instant from, BigDecimal fromKw, Instant to, BigDecimal toKw, Long revision) {

    /** Shorter ones are estimated, this long and longer ones only reported. */
    public static final Duration ESTIMATED_BELOW = Duration.ofMinutes(15);
    /** Of one meter; the oldest is forgotten first, and what comes for it later is booked as what it is. */
    static final int KEPT_MAX = 2_000;

    boolean contains(Instant at) {
        return from.isBefore(at) && at.isBefore(to);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
