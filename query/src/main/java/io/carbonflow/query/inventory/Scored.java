package io.carbonflow.query.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * How good figures are that were added up: the mean of their scores, each weighing as much as its mass, for a gram that is
 * badly known matters less than a tonne. Figures without a score are left out of it.
 *
 * @param kgCo2e           of the figures that have a score; reversals take away what they reverse
 * @param scoreTimesKgCo2e the sum of score times mass
 */
record Scored(BigDecimal kgCo2e, BigDecimal scoreTimesKgCo2e) {

    static final Scored NOTHING = new Scored(BigDecimal.ZERO, BigDecimal.ZERO);
    private static final BigDecimal BEST = new BigDecimal("1.0");
    private static final BigDecimal WORST = new BigDecimal("5.0");

    static Scored sum(Collection<Slice> slices) {
        return slices.stream().map(Slice::scored).reduce(NOTHING, Scored::plus);
    }

    private Scored plus(Scored other) {
        return new Scored(kgCo2e.add(other.kgCo2e), scoreTimesKgCo2e.add(other.scoreTimesKgCo2e));
    }

    /** 1.0 (best) to 5.0, one decimal; null where no mass above zero has a score. */
    BigDecimal mean() {
        return kgCo2e.signum() <= 0 ? null
                : scoreTimesKgCo2e.divide(kgCo2e, 1, RoundingMode.HALF_EVEN).max(BEST).min(WORST);
    }
}
