package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.quantity.Unit;

/** Checks the figures that come with an event. One that is wrong refuses the event; it is not passed over in silence. */
final class CarriedFigures {

    private CarriedFigures() {}

    static List<Refusal> faults(ActivityData activity, Unit unit, int given) {
        var reasons = new ArrayList<Refusal>();
        if (Given.GRID_INTENSITY.isIn(given)) {
            negative("grid_carbon_intensity_gco2_kwh", activity.carriedGridIntensity(), reasons);
        }
        if (Given.SUPPLIER_FACTOR.isIn(given)) {
            supplierFactor(activity, activity.supplierFactor(), unit, reasons);
        }
        return reasons;
    }

    private static void supplierFactor(ActivityData activity, SupplierFactor factor, Unit unit,
            List<Refusal> reasons) {
        negative("supplier_factor.kg_co2e_per_unit", factor.kgCo2ePerUnit(), reasons);
        if (!factor.holdsOn(activity.day())) {
            reasons.add(new Refusal(RefusalCode.FIELD_INVALID, "supplier_factor",
                    "the activity is of %s, the supplier's factor holds from %s to %s".formatted(activity.day(),
                            factor.validFrom() == null ? "ever" : factor.validFrom(),
                            factor.validTo() == null ? "ever" : factor.validTo())));
        }
        Optional<Unit> per = ReceivedQuantity.unit("supplier_factor.unit", factor.unit(), reasons);
        per.filter(known -> !unit.convertsTo(known))
            .ifPresent(known -> reasons.add(new Refusal(RefusalCode.UNIT_MISMATCH, "unit",
                    "activity is in %s, the supplier's factor is per %s".formatted(unit, known))));
    }

    private static void negative(String field, BigDecimal found, List<Refusal> reasons) {
        if (found.signum() < 0) {
            reasons.add(new Refusal(RefusalCode.FIELD_INVALID, field, "%s is %s, allowed is zero or more".formatted(
                    field, found.toPlainString())));
        }
    }
}
