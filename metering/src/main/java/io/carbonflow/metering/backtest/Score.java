package io.carbonflow.metering.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Sums over hidden runs, of the rule and of the naive way (the last interval's rate).
 *
 * @param count          of runs
 * @param actual         what flowed in them
 * @param error          sum of estimated minus actual
 * @param absoluteError  sum of its magnitudes
 * @param share          sum of its magnitudes as shares of the actual, over runs in which anything flowed
 * @param shares         how many those are
 * @param naiveAbsoluteError the same of the naive way
 */
record Score(long count, BigDecimal actual, BigDecimal error, BigDecimal absoluteError, BigDecimal share, long shares,
        BigDecimal naiveAbsoluteError) {

    static final Score NONE = new Score(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0,
            BigDecimal.ZERO);

    private static final int SCALE = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * What the report says of one meter, or of all; amounts in the unit of the meter, per run.
     *
     * @param bias                        mean of estimated minus actual; above zero the rule books too much
     * @param meanAbsolutePercentageError of runs in which anything flowed; null where there were none
     */
    @RegisterForReflection
    record View(long hiddenRuns, BigDecimal actualTotal, BigDecimal meanAbsoluteError, BigDecimal bias,
            BigDecimal meanAbsolutePercentageError, BigDecimal naiveMeanAbsoluteError) {}

    Score plus(BigDecimal measured, BigDecimal estimated, BigDecimal naive) {
        BigDecimal difference = estimated.subtract(measured);
        boolean hasShare = measured.signum() > 0;
        return new Score(count + 1, actual.add(measured), error.add(difference), absoluteError.add(difference.abs()),
                hasShare ? share.add(difference.abs().divide(measured, SCALE + SCALE, RoundingMode.HALF_EVEN)) : share,
                hasShare ? shares + 1 : shares, naiveAbsoluteError.add(naive.subtract(measured).abs()));
    }

    Score plus(Score other) {
        return new Score(count + other.count, actual.add(other.actual), error.add(other.error),
                absoluteError.add(other.absoluteError), share.add(other.share), shares + other.shares,
                naiveAbsoluteError.add(other.naiveAbsoluteError));
    }

    View view() {
        return new View(count, actual, mean(absoluteError, count), mean(error, count),
                shares == 0 ? null : mean(share.multiply(HUNDRED), shares), mean(naiveAbsoluteError, count));
    }

    private static BigDecimal mean(BigDecimal sum, long over) {
        return over == 0 ? null : sum.divide(BigDecimal.valueOf(over), SCALE, RoundingMode.HALF_EVEN);
    }
}
