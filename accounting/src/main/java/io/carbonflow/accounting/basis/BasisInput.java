package io.carbonflow.accounting.basis;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * One number that goes into a basis.
 *
 * @param value exact, in {@code unit}
 * @param unit what it counts, for a reader: a unit's code, {@code USD/EUR}, or empty for a plain ratio
 * @param source where it comes from: a field of the event, or a citation
 */
public record BasisInput(BigDecimal value, String unit, String source) {

    public BasisInput {
        requireNonNull(value, "value is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(source, "source is null");
    }
}
