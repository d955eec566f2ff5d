package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.FreightInputs;

/**
 * The quantity of an activity, checked against what its activity measures.
 *
 * @param quantity as received; for freight given as mass and distance, the t.km they make
 * @param freight mass and distance, where these were given
 */
record ReceivedQuantity(Quantity quantity, Optional<FreightInputs> freight) {

    /** Larger than anything one event reports, smaller than anything that would not fit the ledger. */
    static final BigDecimal AMOUNT_MAX = new BigDecimal("1000000000000000");

    static Checked<ReceivedQuantity> of(ActivityData activity, ActivityType type) {
        var reasons = new ArrayList<Refusal>();
        Optional<Quantity> stated = isStated(activity)
                ? read("quantity", activity.quantity(), "unit", activity.unit(), reasons)
                : Optional.empty();
        stated.filter(quantity -> !type.accepts(quantity.unit()))
            .ifPresent(quantity -> reasons.add(mismatch("unit", type, quantity.unit())));
        Optional<FreightInputs> freight = type.family() == ActivityFamily.FREIGHT
                ? freight(activity.freight(), reasons)
                : Optional.empty();
        if (reasons.isEmpty() && stated.isEmpty() && freight.isEmpty()) {
            missing(type, reasons);
        }
        return reasons.isEmpty() ? agreed(stated, freight) : Checked.refused(reasons);
    }

    private static boolean isStated(ActivityData activity) {
        return activity.quantity() != null || activity.unit() != null;
    }

    private static void missing(ActivityType type, List<Refusal> reasons) {
        String detail = type.family() == ActivityFamily.FREIGHT
                ? "freight needs quantity in t.km, or mass and distance"
                : "%s needs a quantity, %s".formatted(type.code(), type.dimensionsInWords());
        reasons.add(new Refusal(RefusalCode.FIELD_MISSING, "quantity", detail));
    }

    private static Checked<ReceivedQuantity> agreed(Optional<Quantity> stated, Optional<FreightInputs> freight) {
        if (freight.isEmpty()) {
            return Checked.of(new ReceivedQuantity(stated.orElseThrow(), freight));
        }
        Quantity workedOut = TransportActivity.of(freight.get().mass(), freight.get().distance());
        if (stated.isPresent() && !TransportActivity.agrees(stated.get(), workedOut)) {
            return Checked.refused(RefusalCode.FIELD_INVALID, "quantity", "quantity is %s, %s x %s is %s".formatted(
                    stated.get(), freight.get().mass(), freight.get().distance(), workedOut));
        }
        return Checked.of(new ReceivedQuantity(stated.orElse(workedOut), freight));
    }

    private static Optional<FreightInputs> freight(FreightDetails details, List<Refusal> reasons) {
        if (details.mass() == null && details.distance() == null) {
            return Optional.empty();
        }
        Optional<Quantity> mass = read("mass", details.mass(), "mass_unit", details.massUnit(), reasons);
        Optional<Quantity> distance = read("distance", details.distance(), "distance_unit", details.distanceUnit(),
                reasons);
        checkDimension("mass_unit", mass, Dimension.MASS, reasons);
        checkDimension("distance_unit", distance, Dimension.DISTANCE, reasons);
        return reasons.isEmpty()
                ? Optional.of(new FreightInputs(mass.orElseThrow(), distance.orElseThrow()))
                : Optional.empty();
    }

    private static void checkDimension(String field, Optional<Quantity> quantity, Dimension dimension,
            List<Refusal> reasons) {
        quantity.map(Quantity::unit)
            .filter(unit -> unit.dimension() != dimension)
            .ifPresent(unit -> reasons.add(new Refusal(RefusalCode.UNIT_MISMATCH, field, "%s is %s, allowed is %s"
                .formatted(unit, unit.dimension().words(), dimension.words()))));
    }

    private static Optional<Quantity> read(String amountField, BigDecimal amount, String unitField, String unitText,
            List<Refusal> reasons) {
        if (amount == null) {
            reasons.add(new Refusal(RefusalCode.FIELD_MISSING, amountField, amountField + " is missing"));
        } else if (amount.signum() < 0) {
            reasons.add(new Refusal(RefusalCode.QUANTITY_NEGATIVE, amountField,
                    "%s is %s, allowed is zero or more".formatted(amountField, amount.toPlainString())));
        } else if (amount.compareTo(AMOUNT_MAX) > 0) {
            reasons.add(new Refusal(RefusalCode.OUT_OF_RANGE, amountField, "%s is %s, allowed is at most %s".formatted(
                    amountField, amount.toPlainString(), AMOUNT_MAX.toPlainString())));
        }
        Optional<Unit> unit = unit(unitField, unitText, reasons);
        return amount == null ? Optional.empty() : unit.map(known -> new Quantity(amount, known));
    }

    static Optional<Unit> unit(String field, String text, List<Refusal> reasons) {
        if (text == null || text.isBlank()) {
            reasons.add(new Refusal(RefusalCode.FIELD_MISSING, field, field + " is missing"));
            return Optional.empty();
        }
        Optional<Unit> unit = Unit.find(text);
        if (unit.isEmpty()) {
            String advice = Unit.ambiguity(text).map(words -> "; " + words).orElse("");
            reasons
                .add(new Refusal(RefusalCode.UNIT_UNKNOWN, field, "unit '%s' is not known%s".formatted(text, advice)));
        }
        return unit;
    }

    private static Refusal mismatch(String field, ActivityType type, Unit unit) {
        String advice = unit.dimension() == Dimension.POWER && type.dimensions().contains(Dimension.ENERGY)
                ? "; a power becomes an energy only over a time, 1 kW for 1 h is 1 kWh"
                : "";
        return new Refusal(RefusalCode.UNIT_MISMATCH, field, "%s is %s; %s is measured by %s%s".formatted(unit,
                unit.dimension().words(), type.code(), type.dimensionsInWords(), advice));
    }
}
