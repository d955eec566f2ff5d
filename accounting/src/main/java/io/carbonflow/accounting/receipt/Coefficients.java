package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * What a working multiplies every quantity by. All that is exact is multiplied beforehand: a product of exact decimals
 * is the same in any order, so it is rounded once, at its end. Only a unit conversion that does not terminate comes
 * first, by itself, to 34 digits.
 */
final class Coefficients {

    private static final GwpSet[] SETS = {GwpSet.AR4, GwpSet.AR5, GwpSet.AR6};

    private final Unit unit;
    private final Conversion conversion;
    private final boolean isPerUnit;
    private final BigDecimal[] kilogramsPerUnit = new BigDecimal[SETS.length];
    private final GasMasses gases;
    private final boolean isSetIndifferent;

    Coefficients(Working working, AppliedFactor factor) {
        isPerUnit = factor.per() != null;
        unit = isPerUnit ? factor.per() : working.basisUnit();
        conversion = working.basisUnit().conversionTo(unit);
        BigDecimal share = working.share().map(Working.ConsolidatedShare::value).orElse(BigDecimal.ONE);
        BigDecimal kilograms = factor.mass().conversionTo(Unit.KILOGRAM).multiplier();
        for (int i = 0; i < SETS.length; i++) {
            kilogramsPerUnit[i] = stripped(factor.valueUnder(SETS[i]).multiply(kilograms).multiply(share));
        }
        isSetIndifferent = kilogramsPerUnit[0].equals(kilogramsPerUnit[1])
                && kilogramsPerUnit[0].equals(kilogramsPerUnit[2]);
        GasMasses applied = factor.appliedGases();
        gases = applied.equals(GasMasses.UNKNOWN) ? GasMasses.UNKNOWN : applied.times(share);
    }

    /** The quantity in the factor's unit, and the masses it amounts to. */
    Amounts amounts(BigDecimal basisAmount) {
        BigDecimal normalised = normalised(basisAmount);
        BigDecimal times = isPerUnit ? normalised : BigDecimal.ONE;
        Co2eMass ar4 = mass(times, 0);
        Co2eMass ar5 = isSetIndifferent ? ar4 : mass(times, 1);
        Co2eMass ar6 = isSetIndifferent ? ar4 : mass(times, 2);
        GasMasses masses = gases == GasMasses.UNKNOWN ? gases : gases.times(times).rounded(Co2eMass.SCALE);
        return new Amounts(new Quantity(normalised, unit), ar4, ar5, ar6, masses);
    }

    private BigDecimal normalised(BigDecimal amount) {
        if (conversion.isNone()) {
            return amount;
        }
        BigDecimal product = amount.multiply(conversion.multiplier());
        return conversion.isExact() ? product : product.divide(conversion.divisor(), Conversion.WORKING_PRECISION);
    }

    private Co2eMass mass(BigDecimal times, int set) {
        return new Co2eMass(times.multiply(kilogramsPerUnit[set]).setScale(Co2eMass.SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
