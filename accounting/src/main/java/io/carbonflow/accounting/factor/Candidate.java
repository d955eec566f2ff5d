package io.carbonflow.accounting.factor;

import java.math.BigDecimal;

import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;

/**
 * A factor that may be chosen.
 *
 * @param factor the factor
 * @param edition the edition it stands in
 * @param age 0 for the newest edition, counting up
 */
record Candidate(EmissionFactor factor, String edition, int age) {

    boolean fits(Unit unit) {
        return unit == null || unit.convertsTo(factor.unit());
    }

    /** How far the factor's year is from the wanted one: any earlier year is nearer than any later one. */
    int distance(int wanted) {
        int year = factor.yearNearest(wanted);
        return year <= wanted ? wanted - year : Short.MAX_VALUE + year - wanted;
    }

    BigDecimal kgCo2ePerUnitOf(SelectionRequest request) {
        BigDecimal perFactorUnit = factor.kgCo2ePerUnit(request.gwpSet());
        if (request.unit() == null) {
            return perFactorUnit;
        }
        Conversion conversion = request.unit().conversionTo(factor.unit());
        return perFactorUnit.multiply(conversion.multiplier())
            .divide(conversion.divisor(), Conversion.WORKING_PRECISION);
    }
}
