package io.carbonflow.accounting.quality;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * A mass with the range it lies in at 95 %.
 *
 * <p>
 * Sums: figures that rest on the same factor are wrong together, so within a factor the ends add up; figures of different
 * factors are independent, so between factors the distances to the ends combine as the root of the sum of their squares
 * (IPCC 2006 Guidelines, volume 1, chapter 3, approach 1). A sum is never less certain than the sum of its ends and never
 * more certain than its widest part.
 *
 * @param kilograms kg CO2e
 * @param low kg CO2e, not above {@code kilograms} for a mass of zero or more
 * @param high kg CO2e, not below {@code kilograms} for a mass of zero or more
 */
public record Interval(BigDecimal kilograms, BigDecimal low, BigDecimal high) {

    private static final int DECIMALS = 6;

    public Interval {
        requireNonNull(kilograms, "kilograms is null");
        requireNonNull(low, "low is null");
        requireNonNull(high, "high is null");
    }

    /** The sum with one that rests on the same factor. */
    public Interval plusDependent(Interval other) {
        return new Interval(kilograms.add(other.kilograms), low.add(other.low), high.add(other.high));
    }

    /** The sum of masses that rest on different factors. */
    public static Interval sumOfIndependent(Collection<Interval> intervals) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal squaresBelow = BigDecimal.ZERO;
        BigDecimal squaresAbove = BigDecimal.ZERO;
        for (Interval interval : intervals) {
            total = total.add(interval.kilograms);
            squaresBelow = squaresBelow.add(square(interval.kilograms.subtract(interval.low)));
            squaresAbove = squaresAbove.add(square(interval.high.subtract(interval.kilograms)));
        }
        return ofSquares(total, squaresBelow, squaresAbove);
    }

    /**
     * The sum of independent masses whose distances were squared and added up elsewhere.
     *
     * @param kilograms kg CO2e, the sum
     * @param squaresBelow kg² CO2e, of the distances to the lower ends; zero or more
     * @param squaresAbove kg² CO2e, of the distances to the upper ends; zero or more
     */
    public static Interval ofSquares(BigDecimal kilograms, BigDecimal squaresBelow, BigDecimal squaresAbove) {
        return new Interval(kilograms, kilograms.subtract(root(squaresBelow)), kilograms.add(root(squaresAbove)));
    }

    private static BigDecimal square(BigDecimal number) {
        return number.multiply(number);
    }

    private static BigDecimal root(BigDecimal number) {
        return number.sqrt(MathContext.DECIMAL128).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
