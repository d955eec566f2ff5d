package io.carbonflow.accounting.gas;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A mass of greenhouse gas as carbon dioxide equivalent.
 *
 * @param kilograms kg CO2e at the 100-year horizon, to the milligram ({@value #SCALE} decimals); negative only where an
 *            entry reverses another
 */
public record Co2eMass(BigDecimal kilograms) {

    public static final int SCALE = 6;

    public Co2eMass {
        requireNonNull(kilograms, "kilograms is null");
        kilograms = kilograms.setScale(SCALE, RoundingMode.UNNECESSARY); // an inexact mass is the caller's decision
    }

    /** The one place where precision is given up: half-even, so that sums over many events do not drift. */
    public static Co2eMass rounded(BigDecimal kilograms) {
        return new Co2eMass(kilograms.setScale(SCALE, RoundingMode.HALF_EVEN));
    }

    public Co2eMass plus(Co2eMass other) {
        return new Co2eMass(kilograms.add(other.kilograms));
    }
}
