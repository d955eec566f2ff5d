package io.carbonflow.accounting.calculation;

import java.util.ArrayList;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.factor.Selection;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;

/** A factor of the library, for an event that brings none along. */
final class LibraryBasis {

    private LibraryBasis() {}

    static Checked<Basis> of(ActivityData activity, Unit unit, FactorLibrary library, CalculationPolicy policy) {
        var request = new SelectionRequest(activity.activity(), activity.country(), activity.subdivision(),
                activity.day().getYear(), unit, policy.edition(), policy.gwpSet());
        return library.select(request).fold(found -> basis(activity, unit, found), missed -> refused(unit, missed));
    }

    private static Checked<Basis> basis(ActivityData activity, Unit unit, Selection.Found found) {
        EmissionFactor factor = found.factor();
        var notices = new ArrayList<>(found.notices());
        if (unit.dimension() == Dimension.MONEY) {
            int priceYear = activity.priceYear() == null ? activity.day().getYear() : activity.priceYear();
            if (priceYear != factor.year()) {
                notices.add(new Notice(NoticeCode.PRICE_YEAR_NOT_ADJUSTED,
                        "the amount is in prices of %d, the factor is per %s of %d; no deflator was applied".formatted(
                                priceYear, factor.unit(), factor.year())));
            }
        }
        return Checked.of(new Basis(AppliedFactor.of(factor, found.edition()), factor.method(), notices));
    }

    private static Checked<Basis> refused(Unit unit, Selection.Missed missed) {
        if (missed.reason() == Selection.MissReason.UNIT_MISMATCH) {
            String advice = unit.dimension() == Dimension.MONEY
                    ? "; currencies are not converted, state the amount in the factor's"
                    : "";
            return Checked.refused(RefusalCode.UNIT_MISMATCH, "unit", missed.detail() + advice);
        }
        return Checked.refused(RefusalCode.FACTOR_NOT_FOUND, "activity", missed.detail());
    }
}
