package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Samples in a row that are held and agree with one another.
 *
 * @param from    of the first
 * @param fromKw  the first
 * @param at      of the latest
 * @param kw      the latest
 * @param low     the smallest, whatever the sign
 * @param high    the largest, whatever the sign
 * @param samples how many
 * @param drawn   between the first and the latest, in kWh
 */
public record PowerRun(Instant from, BigDecimal fromKw, Instant at, BigDecimal kw, BigDecimal low, BigDecimal high,
        int samples, BigDecimal drawn) {

    private static final int SAMPLES_MIN = 3;
    private static final Duration TIME_MIN = Duration.ofMinutes(1);
    /** The largest of a run is at most so many times the smallest. */
    private static final BigDecimal SPREAD_MAX = BigDecimal.valueOf(2);

    /** The run with one more sample, or a new one where that does not go with it. */
    static PowerRun of(PowerRun before, Instant at, BigDecimal kw, Duration spacingMax) {
        if (before == null) {
            return beginning(at, kw);
        }
        if (!at.isAfter(before.at)) {
            return before;
        }
        BigDecimal low = before.low.min(kw.abs());
        BigDecimal high = before.high.max(kw.abs());
        Duration time = Duration.between(before.at, at);
        boolean goesOn = time.compareTo(spacingMax) <= 0 && kw.signum() == before.kw.signum()
                && high.compareTo(low.multiply(SPREAD_MAX)) <= 0;
        return !goesOn ? beginning(at, kw)
                : new PowerRun(before.from, before.fromKw, at, kw, low, high, before.samples + 1,
                        before.drawn.add(Power.drawn(before.kw, kw, time)));
    }

    private static PowerRun beginning(Instant at, BigDecimal kw) {
        return new PowerRun(at, kw, at, kw, kw.abs(), kw.abs(), 1, BigDecimal.ZERO);
    }

    boolean isSustained() {
        return samples >= SAMPLES_MIN && Duration.between(from, at).compareTo(TIME_MIN) >= 0;
    }
}
