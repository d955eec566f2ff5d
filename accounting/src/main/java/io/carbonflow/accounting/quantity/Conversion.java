package io.carbonflow.accounting.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The step from one unit to another as an exact ratio in lowest terms: {@code converted = amount * multiplier /
 * divisor}. Where the ratio is a terminating decimal the divisor is 1 and the conversion is exact at any length; where
 * it recurs (GJ to kWh is 2500/9) the quotient is kept to {@link #WORKING_PRECISION}.
 *
 * @param multiplier greater than zero
 * @param divisor greater than zero; 1 where the conversion terminates
 */
public record Conversion(BigDecimal multiplier, BigDecimal divisor) {

    /** 34 significant digits, half-even: 28 digits finer than the last decimal of any booked mass of a kilotonne. */
    public static final MathContext WORKING_PRECISION = MathContext.DECIMAL128;

    static final Conversion NONE = new Conversion(BigDecimal.ONE, BigDecimal.ONE);

    static Conversion ofRatio(BigDecimal from, BigDecimal to) {
        int scale = Math.max(0, Math.max(from.scale(), to.scale()));
        BigInteger numerator = from.setScale(scale).unscaledValue();
        BigInteger denominator = to.setScale(scale).unscaledValue();
        BigInteger common = numerator.gcd(denominator);
        return reduced(numerator.divide(common), denominator.divide(common));
    }

    private static Conversion reduced(BigInteger numerator, BigInteger denominator) {
        BigInteger rest = without(without(denominator, BigInteger.TWO), BigInteger.valueOf(5));
        if (rest.equals(BigInteger.ONE)) {
            // Only twos and fives below the line: the decimal terminates, so this division cannot throw.
            return new Conversion(new BigDecimal(numerator).divide(new BigDecimal(denominator)), BigDecimal.ONE);
        }
        return new Conversion(new BigDecimal(numerator), new BigDecimal(denominator));
    }

    private static BigInteger without(BigInteger number, BigInteger factor) {
        BigInteger rest = number;
        for (BigInteger[] parts = rest.divideAndRemainder(factor); parts[1].signum() == 0; parts = rest
            .divideAndRemainder(factor)) {
            rest = parts[0];
        }
        return rest;
    }

    /** Whether the two units are one and the same. */
    public boolean isNone() {
        return multiplier.compareTo(BigDecimal.ONE) == 0 && isExact();
    }

    /** Whether every amount converts without rounding. */
    public boolean isExact() {
        return divisor.compareTo(BigDecimal.ONE) == 0;
    }

    BigDecimal apply(BigDecimal amount) {
        if (isNone()) {
            return amount;
        }
        BigDecimal product = amount.multiply(multiplier);
        return isExact() ? product : product.divide(divisor, WORKING_PRECISION);
    }
}
