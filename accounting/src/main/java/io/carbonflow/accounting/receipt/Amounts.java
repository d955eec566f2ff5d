package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;

import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * What a quantity and a factor amount to. This is the only multiplication of an activity by a factor in the system, and
 * the only rounding: each mass once, half-even, to {@link Co2eMass#SCALE} decimals of a kilogram.
 *
 * @param normalised the quantity in the factor's unit
 * @param ar4 CO2e under AR4
 * @param ar5 CO2e under AR5
 * @param ar6 CO2e under AR6
 * @param gases kg of each gas, null where not known
 */
public record Amounts(Quantity normalised, Co2eMass ar4, Co2eMass ar5, Co2eMass ar6, GasMasses gases) {

    static Amounts of(Quantity received, AppliedFactor factor) {
        Quantity normalised = factor.per() == null ? received : received.in(factor.per());
        BigDecimal times = factor.per() == null ? BigDecimal.ONE : normalised.amount();
        return new Amounts(normalised, mass(factor, times, GwpSet.AR4), mass(factor, times, GwpSet.AR5),
                mass(factor, times, GwpSet.AR6), factor.gases().times(times).rounded(Co2eMass.SCALE));
    }

    private static Co2eMass mass(AppliedFactor factor, BigDecimal times, GwpSet set) {
        var mass = new Quantity(times.multiply(factor.valueUnder(set)), factor.mass());
        return Co2eMass.rounded(mass.in(Unit.KILOGRAM).amount());
    }

    /** CO2e under the set. */
    public Co2eMass under(GwpSet set) {
        return switch (set) {
            case AR4 -> ar4;
            case AR5 -> ar5;
            case AR6 -> ar6;
        };
    }
}
