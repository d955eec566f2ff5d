package io.carbonflow.accounting.basis;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * The quantity a factor is multiplied by, with how it was worked out: {@code mass * distance} in t.km,
 * {@code quantity * exchange_rate / deflator} in USD. Nothing is rounded but quotients that do not terminate.
 *
 * @param formula over the names of {@code inputs}
 * @param inputs by name; each already in the unit the formula expects
 * @param unit of the outcome
 */
public record Basis(Formula formula, SortedMap<String, BasisInput> inputs, Unit unit) {

    public Basis {
        requireNonNull(formula, "formula is null");
        requireNonNull(unit, "unit is null");
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** The outcome. */
    public Quantity quantity() {
        var values = new TreeMap<String, java.math.BigDecimal>();
        inputs.forEach((name, input) -> values.put(name, input.value()));
        return new Quantity(formula.evaluate(values), unit);
    }
}
