package io.carbonflow.gateway.pressure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

import io.carbonflow.intake.policy.Rate;

/**
 * A rate limit at work. A batch is let through as a whole once it fits, or once the bucket is full; one that is larger
 * than the burst leaves a debt that those after it wait for. Not safe for many threads.
 */
final class TokenBucket {

    private static final BigDecimal NANOS_PER_SECOND = new BigDecimal("1000000000");
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 8;

    private final Rate rate;
    private final long nanosPerItem;
    /** When the bucket will be full again if nothing more is taken; in the past, it is full. */
    private long fullAtNanos;

    TokenBucket(Rate rate, long nowNanos) {
        this.rate = rate;
        nanosPerItem = NANOS_PER_SECOND.divide(rate.itemsPerSecond(), 0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(LONGEST_NANOS))
            .longValue();
        fullAtNanos = nowNanos;
    }

    Rate rate() {
        return rate;
    }

    /** How long so many items have to wait; zero if they may come now. */
    Duration waitFor(long items, long nowNanos) {
        long missing = Math.max(0, fullAtNanos - nowNanos);
        long wanted = nanosOf(Math.min(items, rate.burst()));
        return Duration.ofNanos(Math.max(0, missing + wanted - nanosOf(rate.burst())));
    }

    /** Lets them through. */
    void take(long items, long nowNanos) {
        fullAtNanos = Math.max(nowNanos, fullAtNanos) + nanosOf(items);
    }

    private long nanosOf(long items) {
        return items > LONGEST_NANOS / nanosPerItem ? LONGEST_NANOS : items * nanosPerItem;
    }
}
