package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * What an estimate rests on: the measured intervals of the 24 hours before the gap.
 *
 * @param amount    what flowed in them
 * @param covered   how long they are together
 * @param intervals how many they are
 * @param from      the beginning of the window
 * @param to        the end of the window, where the gap begins
 */
public record Basis(BigDecimal amount, Duration covered, int intervals, Instant from, Instant to) {

    /** The window the average is over. */
    public static final Duration WINDOW = Duration.ofHours(24);
    /** With less than this nothing is estimated. */
    public static final Duration COVERED_MIN = Duration.ofHours(1);
    /** Decimals of an estimate and of the mean; half-even. */
    public static final int SCALE = 9;

    private static final BigDecimal HOUR_MICROS = BigDecimal.valueOf(3_600_000_000L);

    public boolean isEnough() {
        return covered.compareTo(COVERED_MIN) >= 0;
    }

    /** What flows in this time at the average rate, to {@value #SCALE} decimals, half-even. */
    public BigDecimal over(Duration time) {
        return amount.multiply(micros(time)).divide(micros(covered), SCALE, RoundingMode.HALF_EVEN);
    }

    /** Units per hour; of electricity kW. */
    public BigDecimal mean() {
        return amount.multiply(HOUR_MICROS).divide(micros(covered), SCALE, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal micros(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1_000);
    }
}
