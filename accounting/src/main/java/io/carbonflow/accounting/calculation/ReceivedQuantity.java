package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** The quantity of an activity other than freight, checked against what its activity measures. */
final class ReceivedQuantity {

    /** Larger than anything one event reports, smaller than anything that would not fit the ledger. */
    static final BigDecimal AMOUNT_MAX = new BigDecimal("1000000000000000");

    private ReceivedQuantity() {}

    /** Whether the amount is one that may be multiplied. */
    static boolean isSound(BigDecimal amount) {
        return amount != null && amount.signum() >= 0 && amount.compareTo(AMOUNT_MAX) <= 0;
    }

    /** The quantity, or every reason why it is none. */
    static Checked<Quantity> of(ActivityData activity, ActivityType type) {
        var reasons = new ArrayList<Refusal>();
        if (activity.quantity() == null && activity.unit() == null) {
            return Checked.refused(RefusalCode.FIELD_MISSING, "quantity", "%s needs a quantity, %s".formatted(
                    type.code(), type.dimensionsInWords()));
        }
        Optional<Quantity> stated = read("quantity", activity.quantity(), "unit", activity.unit(), reasons);
        stated.filter(quantity -> !type.accepts(quantity.unit()))
            .ifPresent(quantity -> reasons.add(mismatch("unit", type, quantity.unit())));
        return reasons.isEmpty() ? Checked.of(stated.orElseThrow()) : Checked.refused(reasons);
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
