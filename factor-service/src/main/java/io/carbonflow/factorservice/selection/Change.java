package io.carbonflow.factorservice.selection;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.carbonflow.accounting.gas.Co2eMass;

/** How an amount moved. */
public final class Change {

    private static final int PERCENT_DECIMALS = 2;
    private static final int WORKING_DECIMALS = 20;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private Change() {}

    /** By how many percent, to two decimals; null from zero to something else, which no percentage tells. */
    public static BigDecimal percent(BigDecimal before, BigDecimal after) {
        if (before.signum() == 0) {
            return after.signum() == 0 ? BigDecimal.ZERO.setScale(PERCENT_DECIMALS) : null;
        }
        return exactPercent(before, after).setScale(PERCENT_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Whether it moved by more than so many percent, either way; from zero any move is more. */
    public static boolean isBeyond(BigDecimal before, BigDecimal after, BigDecimal tolerancePercent) {
        return before.signum() == 0
                ? after.signum() != 0
                : exactPercent(before, after).abs().compareTo(tolerancePercent) > 0;
    }

    /** A mass in kg CO2e as it is shown, to the milligram. */
    public static BigDecimal shown(BigDecimal kilograms) {
        return Co2eMass.rounded(kilograms).kilograms();
    }

    private static BigDecimal exactPercent(BigDecimal before, BigDecimal after) {
        return after.subtract(before).multiply(HUNDRED).divide(before.abs(), WORKING_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
