package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast a meter has been moving: per hour of the latest day the highest average over one interval, or
 * the highest sample. Only to judge
 * what is plausible; nothing is ever booked from it.
 *
 * @param hours at most {@value #HOURS_KEPT}, oldest first
 */
public record Rates(List<Hour> hours) {

    public static final Rates NONE = new Rates(List.of());

    static final int HOURS_KEPT = 25;
    private static final int SCALE = 9;
    private static final long HOUR_SECONDS = 3_600;
    private static final BigDecimal HOUR_MICROS = BigDecimal.valueOf(3_600_000_000L);

    public Rates {
        hours = hours == null ? List.of() : List.copyOf(hours);
    }

    /**
     * @param hour      hours since 1970
     * @param highest   the highest average in units per hour; of electricity that is kW
     * @param intervals in which anything flowed at all
     */
    public record Hour(long hour, BigDecimal highest, int intervals) {}

    /** The average rate in units per hour. */
    public static BigDecimal of(BigDecimal amount, Duration over) {
        BigDecimal micros = BigDecimal.valueOf(Math.max(1, over.toNanos() / 1_000));
        return amount.multiply(HOUR_MICROS).divide(micros, SCALE, RoundingMode.HALF_EVEN);
    }

    Rates plus(BigDecimal amount, Instant from, Instant to) {
        if (amount.signum() <= 0) {
            return this;
        }
        return seen(of(amount, Duration.between(from, to)), to);
    }

    /** With one more rate above zero, of the interval or the sample at this time. */
    Rates seen(BigDecimal rate, Instant at) {
        long hour = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        var next = new ArrayList<Hour>(hours.size() + 1);
        boolean isNew = true;
        for (Hour known : hours) {
            if (known.hour == hour) {
                next.add(new Hour(hour, known.highest.max(rate), known.intervals + 1));
                isNew = false;
            } else if (known.hour > hour - HOURS_KEPT) {
                next.add(known);
            }
        }
        if (isNew) {
            next.add(new Hour(hour, rate, 1));
        }
        return new Rates(next);
    }

    /** The highest average of the 24 hours before, by the hour; empty where nothing flowed. */
    Optional<BigDecimal> highestBefore(Instant at) {
        return hours.stream().filter(hour -> isInDayBefore(hour, at)).map(Hour::highest).reduce(BigDecimal::max);
    }

    /** Of the hours of the 24 hours before the one with the lowest highest; empty where nothing flowed. */
    Optional<BigDecimal> quietestBefore(Instant at) {
        return hours.stream().filter(hour -> isInDayBefore(hour, at)).map(Hour::highest).reduce(BigDecimal::min);
    }

    /** In how many intervals of the 24 hours before anything flowed. */
    int intervalsBefore(Instant at) {
        return hours.stream().filter(hour -> isInDayBefore(hour, at)).mapToInt(Hour::intervals).sum();
    }

    private static boolean isInDayBefore(Hour hour, Instant at) {
        long now = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        return hour.hour <= now && hour.hour >= now - (HOURS_KEPT - 1);
    }
}
