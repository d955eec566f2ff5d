package io.carbonflow.factorservice.selection;

import java.math.BigDecimal;
import java.util.List;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Quantity times factor and nothing else: what a change of factors does to an amount, without the methodologies, shares
 * and instruments of a booking.
 */
public final class FactorOnly {

    private FactorOnly() {}

    /**
     * What is asked.
     *
     * @param activity    its code
     * @param part        which part of its emissions
     * @param quantity    in {@code unit}
     * @param unit        of the quantity
     * @param country     ISO 3166-1 alpha-2; null where not known
     * @param subdivision of the country; null where not known
     * @param year        of the activity
     * @param gwpSet      the result stands in
     */
    public record Question(String activity, FactorPart part, BigDecimal quantity, Unit unit, String country,
            String subdivision, int year, GwpSet gwpSet) {

        SelectionRequest request() {
            return new SelectionRequest(activity, part, country, subdivision, year, unit, null, List.of(), gwpSet);
        }
    }

    /**
     * What comes out.
     *
     * @param kgCo2e   unrounded; null where no factor fits
     * @param factorId the factor; null where none fits
     * @param edition  the edition it stands in; null where none fits
     * @param missing  why none fits; null where one does
     */
    public record Outcome(BigDecimal kgCo2e, String factorId, String edition, String missing) {

        public boolean isKnown() {
            return kgCo2e != null;
        }
    }

    /** The amount with the factor the library selects. */
    public static Outcome of(FactorLibrary library, Question question) {
        return library.select(question.request())
            .fold(
                    found -> new Outcome(
                            times(question.quantity(), question.unit(), found.factor(), question.gwpSet()),
                            found.factor().id(), found.edition(), null),
                    missed -> new Outcome(null, null, null, missed.detail()));
    }

    /** The amount with a given factor, whose unit the quantity's converts to. */
    public static BigDecimal times(BigDecimal quantity, Unit unit, EmissionFactor factor, GwpSet gwpSet) {
        Conversion conversion = unit.conversionTo(factor.unit());
        BigDecimal product = quantity.multiply(conversion.multiplier()).multiply(factor.kgCo2ePerUnit(gwpSet));
        return conversion.isExact() ? product : product.divide(conversion.divisor(), Conversion.WORKING_PRECISION);
    }
}
