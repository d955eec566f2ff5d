package io.carbonflow.accounting.methodology;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.quantity.Unit;

/**
 * How the quantity a factor is multiplied by comes about.
 *
 * @param formula over the names of {@code inputs}
 * @param unit of the outcome
 * @param inputs what the formula names
 */
public record BasisRule(Formula formula, Unit unit, List<Input> inputs) {

    public BasisRule {
        requireNonNull(formula, "formula is null");
        requireNonNull(unit, "unit is null");
        inputs = List.copyOf(inputs);
    }

    /**
     * One input.
     *
     * @param name as the formula has it
     * @param from {@code quantity} (the activity's own), {@code mass}, {@code distance} (of freight),
     *            {@code attributes.<name>}, or {@code constant}. An attribute is in {@code unit} unless an attribute of the
     *            same name with {@code _unit} at its end says another that converts to it
     * @param unit the unit the formula expects; null for a plain ratio or count
     * @param value the constant, or what stands for an attribute that is absent; null where it must be given: without
     *            it the methodology gives no result
     * @param source a citation of {@code value}; empty where there is none
     */
    public record Input(String name, String from, Unit unit, BigDecimal value, String source) {

        public Input {
            requireNonNull(name, "name is null");
            requireNonNull(from, "from is null");
            requireNonNull(source, "source is null");
        }
    }
}
