package io.carbonflow.accounting.allocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits an amount so that the shares add up to it to the last digit: every share is rounded down, and what is left goes,
 * one unit of the last digit each, to the shares that lost most (method of largest remainders).
 */
public final class Allocation {

    private Allocation() {}

    /**
     * The shares, in the order of the amounts. Of two amounts the larger never gets less; an amount of zero gets zero;
     * a negative total is the mirror of the positive one; of equal remainders the larger amount, then the earlier one, is
     * served first.
     *
     * @param total what is split, with at most {@code scale} decimals; may be negative
     * @param scale decimals of the shares, zero or more
     * @param amounts what the split goes by, zero or more each, not all zero
     * @throws IllegalArgumentException where the total has more decimals, or the amounts cannot be split by
     */
    public static List<BigDecimal> split(BigDecimal total, int scale, List<BigDecimal> amounts) {
        BigInteger units = units(total, scale);
        List<BigInteger> weights = weights(amounts);
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("amounts are %s, allowed is at least one above zero".formatted(amounts));
        }
        var shares = new ArrayList<BigInteger>(weights.size());
        var remainders = new ArrayList<BigInteger>(weights.size());
        BigInteger left = units.abs();
        for (BigInteger weight : weights) {
            BigInteger[] parts = units.abs().multiply(weight).divideAndRemainder(sum);
            shares.add(parts[0]);
            remainders.add(parts[1]);
            left = left.subtract(parts[0]);
        }
        // Fewer than there are amounts: each remainder is less than one unit.
        IntStream.range(0, shares.size())
            .boxed()
            .sorted(Comparator.<Integer, BigInteger>comparing(remainders::get)
                .thenComparing(weights::get)
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
            .limit(left.longValueExact())
            .forEach(index -> shares.set(index, shares.get(index).add(BigInteger.ONE)));
        return shares.stream()
            .map(share -> new BigDecimal(units.signum() < 0 ? share.negate() : share, scale))
            .toList();
    }

    private static BigInteger units(BigDecimal total, int scale) {
        if (scale < 0) {
            throw new IllegalArgumentException("scale is %d, allowed is 0 or more".formatted(scale));
        }
        if (Math.max(0, total.stripTrailingZeros().scale()) > scale) {
            throw new IllegalArgumentException("total is %s, allowed are %d decimals".formatted(total.toPlainString(),
                    scale));
        }
        return total.setScale(scale).unscaledValue();
    }

    /** The amounts as whole numbers in the same proportions. */
    private static List<BigInteger> weights(List<BigDecimal> amounts) {
        for (BigDecimal amount : amounts) {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("amount is %s, allowed is 0 or more".formatted(
                        amount.toPlainString()));
            }
        }
        int scale = amounts.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return amounts.stream().map(amount -> amount.setScale(scale).unscaledValue()).toList();
    }
}
