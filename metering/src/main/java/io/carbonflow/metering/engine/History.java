package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The measured intervals of one meter. */
public interface History {

    /** Older than this, by the meter's own clock, nothing of a meter is known any more. */
    Duration KEPT = Duration.ofDays(35);

    /** @param amount what flowed in it */
    record Interval(Instant from, Instant to, BigDecimal amount) {}

    /** Keeps a measured interval; one with the same begin is replaced. */
    void keep(Interval interval);

    /** The intervals that begin in [from, to), in order. */
    List<Interval> between(Instant from, Instant to);

    /** What an estimate for a gap that begins here rests on: the intervals that lie in the 24 hours before. */
    default Basis before(Instant gap) {
        Instant from = gap.minus(Basis.WINDOW);
        var amount = BigDecimal.ZERO;
        var covered = Duration.ZERO;
        int intervals = 0;
        for (Interval interval : between(from, gap)) {
            if (!interval.to().isAfter(gap)) {
                amount = amount.add(interval.amount());
                covered = covered.plus(Duration.between(interval.from(), interval.to()));
                intervals++;
            }
        }
        return new Basis(amount, covered, intervals, from, gap);
    }
}
