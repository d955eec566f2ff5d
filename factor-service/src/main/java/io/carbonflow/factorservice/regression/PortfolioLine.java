package io.carbonflow.factorservice.regression;

import java.math.BigDecimal;

import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.factorservice.selection.FactorOnly;

/**
 * An activity a draft is tried on.
 *
 * @param activity    its code
 * @param quantity    more than zero
 * @param unit        of the quantity
 * @param country     ISO 3166-1 alpha-2; null where it has none
 * @param subdivision of the country; null where it has none
 * @param year        of the activity
 */
record PortfolioLine(String activity, BigDecimal quantity, Unit unit, String country, String subdivision, int year) {

    FactorOnly.Question question() {
        return new FactorOnly.Question(activity, FactorPart.ACTIVITY, quantity, unit, country, subdivision, year,
                GwpSet.AR6);
    }

    /** For people: {@code 1000 MWh electricity.grid DE 2024}. */
    String inWords() {
        String where = country == null ? "" : " " + country + (subdivision == null ? "" : "/" + subdivision);
        return "%s %s %s%s %d".formatted(quantity.toPlainString(), unit, activity, where, year);
    }
}
