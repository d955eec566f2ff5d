package io.carbonflow.intake.policy;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.intake.document.DocumentFields;

/**
 * A rate limit: over a long time at most so many items a second, and at once at most so many.
 *
 * @param itemsPerSecond above 0, up to a million
 * @param burst          whole items, from 1 to 100 million
 */
public record Rate(BigDecimal itemsPerSecond, long burst) {

    private static final BigDecimal PER_SECOND_MAX = new BigDecimal("1000000");
    private static final BigDecimal BURST_MAX = new BigDecimal("100000000");

    /** Of the members {@code items_per_second} and {@code burst}; without the latter it is the former, 1 at least. */
    static Optional<Rate> read(DocumentFields fields) {
        Optional<BigDecimal> perSecond = fields.decimal("items_per_second");
        Optional<BigDecimal> burst = fields.decimal("burst");
        if (perSecond.isPresent()
                && (perSecond.get().signum() <= 0 || perSecond.get().compareTo(PER_SECOND_MAX) > 0)) {
            fields.fault("items_per_second", "a number above 0 and up to " + PER_SECOND_MAX);
            return Optional.empty();
        }
        if (burst.isPresent() && (burst.get().compareTo(BigDecimal.ONE) < 0 || burst.get().compareTo(BURST_MAX) > 0)) {
            fields.fault("burst", "a number from 1 to " + BURST_MAX);
            return Optional.empty();
        }
        if (perSecond.isEmpty() && burst.isPresent()) {
            fields.fault("items_per_second", "a number where there is a burst");
        }
        return perSecond.map(rate -> new Rate(rate, Math.max(1, burst.orElse(rate).longValue())));
    }
}
