package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What share of the items that came totals rest on, where the intake policy takes samples only.
 *
 * @param covered  items that were booked
 * @param received those, and the ones that were left out
 * @param share    of the received, six decimals, half-even; null where nothing was received
 */
@RegisterForReflection
public record ItemCoverage(long covered, long received, BigDecimal share) {

    private static final int SCALE = 6;

    static ItemCoverage of(long covered, long leftOut) {
        long received = covered + leftOut;
        return new ItemCoverage(covered, received, received == 0 ? null
                : BigDecimal.valueOf(covered).divide(BigDecimal.valueOf(received), SCALE, RoundingMode.HALF_EVEN));
    }

    /** Null for what was known on a time: what had been booked by then of what had come is not kept. */
    ItemCoverage asKnownOn(Instant time) {
        return time == null ? this : null;
    }

    long leftOut() {
        return received - covered;
    }
}
