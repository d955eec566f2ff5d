package io.carbonflow.metering.engine;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a cumulative counter showed.
 *
 * @param amount zero or more, in the counter's unit
 * @param at     when it showed it
 */
public record Stand(BigDecimal amount, Instant at) {

    public Stand {
        requireNonNull(amount, "amount is null");
        requireNonNull(at, "at is null");
    }

    /** The same number at the same time, however many zeros either is written with. */
    boolean isSame(Stand other) {
        return shows(other) && at.equals(other.at);
    }

    boolean shows(Stand other) {
        return amount.compareTo(other.amount) == 0;
    }
}
