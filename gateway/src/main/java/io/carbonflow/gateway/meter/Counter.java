package io.carbonflow.gateway.meter;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The last known stand of a cumulative meter: the baseline of its next difference.
 *
 * @param totalKwh zero or more, as the meter showed it
 * @param at       when it showed it
 */
record Counter(BigDecimal totalKwh, Instant at) {

    /** A drop of up to this share of the stand is noise of the meter (215.7 to 215.6), not a reset. */
    private static final BigDecimal DIP_SHARE_MAX = new BigDecimal("0.005");

    Counter {
        requireNonNull(totalKwh, "totalKwh is null");
        requireNonNull(at, "at is null");
    }

    /**
     * What a new stand means.
     *
     * @param contextReason why it is no consumption; null where it is one
     * @param next          the baseline from now on; the present one where the stand changes nothing
     */
    record Step(String contextReason, Counter next) {

        boolean isConsumption() {
            return contextReason == null;
        }
    }

    /** The meter's first stand, or one after another. */
    static Step step(Optional<Counter> before, Counter now) {
        return before.map(counter -> counter.to(now)).orElseGet(() -> new Step("counter_first_reading", now));
    }

    private Step to(Counter now) {
        int change = now.totalKwh.compareTo(totalKwh);
        if (now.at.isBefore(at)) {
            return new Step("counter_older", this);
        }
        if (change == 0) {
            // Nothing flowed until the later time, so the next difference begins there.
            return new Step("counter_repeat", now);
        }
        if (now.at.equals(at)) {
            return new Step("counter_repeat", this);
        }
        if (change < 0) {
            boolean isDip = totalKwh.subtract(now.totalKwh).compareTo(totalKwh.multiply(DIP_SHARE_MAX)) <= 0;
            return isDip ? new Step("counter_dip", this) : new Step("counter_reset", now);
        }
        return new Step(null, now);
    }

    BigDecimal consumedSince(Counter before) {
        return totalKwh.subtract(before.totalKwh);
    }
}
