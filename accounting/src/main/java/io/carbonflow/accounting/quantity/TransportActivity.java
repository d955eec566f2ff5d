package io.carbonflow.accounting.quantity;

import java.math.BigDecimal;

/** Freight's activity: a mass moved over a distance, in tonne-kilometres. */
public final class TransportActivity {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private TransportActivity() {}

    /**
     * Mass times distance; exact, because every mass and distance unit is a terminating number of tonnes or kilometres.
     *
     * @throws IllegalArgumentException where the first is no mass or the second no distance
     */
    public static Quantity of(Quantity mass, Quantity distance) {
        BigDecimal tonnes = mass.in(Unit.TONNE).amount();
        BigDecimal kilometres = distance.in(Unit.KILOMETRE).amount();
        return new Quantity(tonnes.multiply(kilometres), Unit.TONNE_KILOMETRE);
    }

    /**
     * Whether a stated transport activity is the worked-out one within the rounding of its own last digit: 36.8 states
     * 36.801, 36.9 does not, and neither does 3.6801.
     */
    public static boolean agrees(Quantity stated, Quantity workedOut) {
        BigDecimal halfOfLastDigit = HALF.scaleByPowerOfTen(-stated.amount().scale());
        BigDecimal inStatedUnit = workedOut.in(stated.unit()).amount();
        return stated.amount().subtract(inStatedUnit).abs().compareTo(halfOfLastDigit) <= 0;
    }
}
