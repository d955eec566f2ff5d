package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;

/** Figures that come with the event. Each is nearer to the activity than any library, so it is the official one. */
final class CarriedBasis {

    private static final Unit GRAM = Unit.of("g");
    private static final Notice GWP_NOT_STATED = new Notice(NoticeCode.GWP_AS_PUBLISHED,
            "CO2e is as received, its GWP set is not stated, and it stands for every set unchanged");

    private CarriedBasis() {}

    /** The basis an event brings along; empty where it brings none and the library is to be asked. */
    static Optional<Checked<Basis>> of(ActivityData activity, ActivityType type, Unit unit) {
        if (activity.carriedGridIntensity() != null && type.family() == ActivityFamily.PURCHASED_ENERGY) {
            return Optional.of(gridIntensity(activity));
        }
        if (activity.supplierFactor() != null) {
            return Optional.of(supplierFactor(activity, activity.supplierFactor(), unit));
        }
        if (activity.freight().carriedKgCo2eWtw() != null) {
            return Optional.of(carrierFigure(activity));
        }
        return Optional.empty();
    }

    private static Checked<Basis> gridIntensity(ActivityData activity) {
        BigDecimal intensity = activity.carriedGridIntensity();
        if (intensity.signum() < 0) {
            return negative("grid_carbon_intensity_gco2_kwh", intensity);
        }
        AppliedFactor factor = carried("carried:grid_intensity", "carried with the reading", activity, intensity, GRAM,
                Unit.KILOWATT_HOUR);
        return Checked.of(new Basis(factor, CalculationMethod.LOCATION_BASED, List.of(
                new Notice(NoticeCode.CARRIED_INTENSITY, "the grid intensity came with the reading"), GWP_NOT_STATED)));
    }

    private static Checked<Basis> supplierFactor(ActivityData activity, SupplierFactor factor, Unit unit) {
        if (factor.kgCo2ePerUnit().signum() < 0) {
            return negative("supplier_factor.kg_co2e_per_unit", factor.kgCo2ePerUnit());
        }
        if (!factor.holdsOn(activity.day())) {
            return Checked.refused(RefusalCode.FIELD_INVALID, "supplier_factor",
                    "the activity is of %s, the supplier's factor holds from %s to %s".formatted(activity.day(),
                            factor.validFrom() == null ? "ever" : factor.validFrom(),
                            factor.validTo() == null ? "ever" : factor.validTo()));
        }
        var reasons = new ArrayList<Refusal>();
        Optional<Unit> per = ReceivedQuantity.unit("supplier_factor.unit", factor.unit(), reasons);
        per.filter(known -> !unit.convertsTo(known))
            .ifPresent(known -> reasons.add(new Refusal(RefusalCode.UNIT_MISMATCH, "unit",
                    "activity is in %s, the supplier's factor is per %s".formatted(unit, known))));
        if (!reasons.isEmpty()) {
            return Checked.refused(reasons);
        }
        AppliedFactor applied = carried("carried:supplier_factor",
                factor.source() == null ? "supplier" : factor.source(), activity, factor.kgCo2ePerUnit(), Unit.KILOGRAM,
                per.orElseThrow());
        return Checked.of(new Basis(applied, CalculationMethod.SUPPLIER_SPECIFIC, List.of(
                new Notice(NoticeCode.SUPPLIER_FACTOR, "the factor came from the supplier"), GWP_NOT_STATED)));
    }

    private static Checked<Basis> carrierFigure(ActivityData activity) {
        BigDecimal kilograms = activity.freight().carriedKgCo2eWtw();
        if (kilograms.signum() < 0) {
            return negative("co2eWTW", kilograms);
        }
        AppliedFactor factor = carried("carried:co2e_wtw", "carrier, well to wheel", activity, kilograms, Unit.KILOGRAM,
                null);
        return Checked.of(new Basis(factor, CalculationMethod.SUPPLIER_SPECIFIC, List.of(
                new Notice(NoticeCode.CARRIER_FIGURE, "the mass of CO2e came from the carrier, well to wheel"),
                GWP_NOT_STATED)));
    }

    private static AppliedFactor carried(String id, String source, ActivityData activity, BigDecimal value, Unit mass,
            Unit per) {
        return new AppliedFactor(id, AppliedFactor.CARRIED, source, activity.country(), activity.day().getYear(), value,
                mass, per, GasMasses.UNKNOWN, null);
    }

    private static Checked<Basis> negative(String field, BigDecimal found) {
        return Checked.refused(RefusalCode.FIELD_INVALID, field, "%s is %s, allowed is zero or more".formatted(field,
                found.toPlainString()));
    }
}
