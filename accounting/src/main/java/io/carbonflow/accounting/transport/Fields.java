package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** What is stated of one element, by the sender's names; every broken rule is noted with its name. */
final class Fields {

    /** Larger than anything one event reports, smaller than anything that would not fit the ledger. */
    static final BigDecimal AMOUNT_MAX = new BigDecimal("1000000000000000");

    private final String prefix;
    private final Map<String, Object> values;
    private final List<Refusal> reasons;
    private boolean fine = true;

    Fields(String prefix, Map<String, ?> values, List<Refusal> reasons) {
        this.prefix = prefix;
        this.values = new HashMap<>(values);
        this.values.values().removeIf(value -> value == null || value.equals(""));
        this.reasons = reasons;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean hasAny(String... names) {
        for (String name : names) {
            if (has(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing is wrong with this element so far. */
    boolean areFine() {
        return fine;
    }

    /** The text of a field; null where it is not stated. */
    String text(String name) {
        Object value = values.get(name);
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? null : value.toString();
    }

    /** A decimal from {@code min} to {@code max}, both included; empty where it is not stated or wrong. */
    Optional<BigDecimal> decimal(String name, BigDecimal min, BigDecimal max) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<BigDecimal> number = values.get(name) instanceof BigDecimal stated
                ? Optional.of(stated)
                : ExactDecimal.parse(text(name));
        if (number.isEmpty()) {
            return refuse(RefusalCode.FIELD_INVALID, name, "%s is '%s', allowed is a decimal number".formatted(name,
                    text(name)));
        }
        if (number.get().compareTo(min) < 0 || number.get().compareTo(max) > 0) {
            return refuse(RefusalCode.FIELD_INVALID, name, "%s is %s, allowed is from %s to %s".formatted(name,
                    number.get().toPlainString(), min.toPlainString(), max.toPlainString()));
        }
        return number;
    }

    /** An amount of zero or more in a unit of one of the dimensions; both fields must be stated. */
    Optional<Quantity> quantity(String name, String unitName, Dimension... dimensions) {
        Optional<BigDecimal> amount = amount(name);
        Optional<Unit> unit = unit(unitName).filter(known -> accept(unitName, known, dimensions));
        return amount.isPresent() && unit.isPresent()
                ? Optional.of(new Quantity(amount.get(), unit.get()))
                : Optional.empty();
    }

    private Optional<BigDecimal> amount(String name) {
        if (!has(name)) {
            return refuse(RefusalCode.FIELD_MISSING, name, name + " is missing");
        }
        Optional<BigDecimal> amount = values.get(name) instanceof BigDecimal stated
                ? Optional.of(stated)
                : ExactDecimal.parse(text(name));
        if (amount.isEmpty()) {
            return refuse(RefusalCode.FIELD_INVALID, name, "%s is '%s', allowed is a decimal number".formatted(name,
                    text(name)));
        }
        String found = amount.get().toPlainString();
        if (amount.get().signum() < 0) {
            return refuse(RefusalCode.QUANTITY_NEGATIVE, name, "%s is %s, allowed is zero or more".formatted(name,
                    found));
        }
        if (amount.get().compareTo(AMOUNT_MAX) > 0) {
            return refuse(RefusalCode.OUT_OF_RANGE, name, "%s is %s, allowed is at most %s".formatted(name, found,
                    AMOUNT_MAX.toPlainString()));
        }
        return amount;
    }

    private Optional<Unit> unit(String name) {
        if (!has(name)) {
            return refuse(RefusalCode.FIELD_MISSING, name, name + " is missing");
        }
        Optional<Unit> unit = Unit.find(text(name));
        if (unit.isEmpty()) {
            String advice = Unit.ambiguity(text(name)).map(words -> "; " + words).orElse("");
            return refuse(RefusalCode.UNIT_UNKNOWN, name, "unit '%s' is not known%s".formatted(text(name), advice));
        }
        return unit;
    }

    private boolean accept(String name, Unit unit, Dimension... dimensions) {
        for (Dimension dimension : dimensions) {
            if (unit.dimension() == dimension) {
                return true;
            }
        }
        var words = new StringBuilder();
        for (Dimension dimension : dimensions) {
            words.append(words.isEmpty() ? "" : "; or ").append(dimension.words());
        }
        String advice = unit.code().equals("TEU") ? "; the mass in a container differs, so state it as mass" : "";
        refuse(RefusalCode.UNIT_MISMATCH, name, "%s is %s, allowed is %s%s".formatted(unit, unit.dimension().words(),
                words, advice));
        return false;
    }

    /** Notes a broken rule; always empty, so that a reader may end with it. */
    <T> Optional<T> refuse(RefusalCode code, String name, String detail) {
        fine = false;
        reasons.add(new Refusal(code, prefix + name, detail));
        return Optional.empty();
    }
}
