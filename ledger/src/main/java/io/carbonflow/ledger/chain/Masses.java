package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Kilograms to the milligram, six decimals, negative only where an entry reverses another. CO2e stands in the official
 * GWP set and in each of the three; the gases themselves and the range only where they are known, else null.
 */
public record Masses(BigDecimal co2e, BigDecimal co2eAr4, BigDecimal co2eAr5, BigDecimal co2eAr6, BigDecimal co2,
        BigDecimal ch4, BigDecimal n2o, BigDecimal biogenicCo2, BigDecimal co2eLow, BigDecimal co2eHigh) {

    public static final int SCALE = 6;

    public Masses {
        co2e = exact(co2e);
        co2eAr4 = exact(co2eAr4);
        co2eAr5 = exact(co2eAr5);
        co2eAr6 = exact(co2eAr6);
        co2 = exactOrNull(co2);
        ch4 = exactOrNull(ch4);
        n2o = exactOrNull(n2o);
        biogenicCo2 = exactOrNull(biogenicCo2);
        co2eLow = exactOrNull(co2eLow);
        co2eHigh = exactOrNull(co2eHigh);
    }

    /** Each its negative, the ends of the range in their places: so the sums of lower and of upper ends stay exact too. */
    public Masses negated() {
        return new Masses(co2e.negate(), co2eAr4.negate(), co2eAr5.negate(), co2eAr6.negate(), negatedOrNull(co2),
                negatedOrNull(ch4), negatedOrNull(n2o), negatedOrNull(biogenicCo2), negatedOrNull(co2eLow),
                negatedOrNull(co2eHigh));
    }

    private static BigDecimal negatedOrNull(BigDecimal kilograms) {
        return kilograms == null ? null : kilograms.negate();
    }

    private static BigDecimal exactOrNull(BigDecimal kilograms) {
        return kilograms == null ? null : exact(kilograms);
    }

    /** Never rounds: the calculation rounded once, and a mass with more decimals is somebody's mistake. */
    private static BigDecimal exact(BigDecimal kilograms) {
        return kilograms.setScale(SCALE, RoundingMode.UNNECESSARY);
    }
}
