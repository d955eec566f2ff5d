package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.Glob;

/**
 * Between which bounds a number may lie.
 *
 * @param field    {@code quantity} or an attribute
 * @param activity which activities it is about; null for every one
 * @param unit     the unit of the bounds; null where the number has none
 * @param min      the least allowed; null for no bound
 * @param max      the most allowed; null for no bound
 */
record PermissibleRange(String field, Glob activity, Unit unit, BigDecimal min, BigDecimal max) {

    static PermissibleRange read(DocumentFields fields) {
        String field = fields.text("field").orElse("quantity");
        if (!field.equals("quantity") && !field.startsWith(ActivityValues.ATTRIBUTES)) {
            fields.fault("field", "quantity, or a name under attributes such as attributes.mass");
        }
        Unit unit = fields.text("unit").flatMap(text -> {
            Optional<Unit> found = Unit.find(text);
            if (found.isEmpty()) {
                fields.fault("unit", "a unit such as kWh");
            }
            return found;
        }).orElse(null);
        BigDecimal min = fields.decimal("min").orElse(null);
        BigDecimal max = fields.decimal("max").orElse(null);
        if (min == null && max == null && !fields.has("min") && !fields.has("max")) {
            fields.fault("max", "a number, or one at min");
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            fields.fault("max", "at least min, " + min.toPlainString());
        }
        return new PermissibleRange(field, fields.text("activity").map(Glob::new).orElse(null), unit, min, max);
    }

    /** The reason to refuse an activity; empty where its number is within, or is not what this range is about. */
    Optional<Reason> broken(RawActivity item, String contract) {
        if (activity != null && !activity.matches(item.getActivity())) {
            return Optional.empty();
        }
        BigDecimal amount = ActivityValues.amount(item, field, unit);
        boolean isWithin = amount == null || (min == null || amount.compareTo(min) >= 0)
                && (max == null || amount.compareTo(max) <= 0);
        return isWithin ? Optional.empty()
                : Optional.of(new Reason(ReasonCode.OUT_OF_RANGE.name(), field, "%s is %s%s by %s, found %s".formatted(
                        field, bounds(), unit == null ? "" : " " + unit.code(), contract, plain(amount))));
    }

    private String bounds() {
        if (min == null) {
            return "at most " + plain(max);
        }
        return max == null ? "at least " + plain(min) : "between " + plain(min) + " and " + plain(max);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
