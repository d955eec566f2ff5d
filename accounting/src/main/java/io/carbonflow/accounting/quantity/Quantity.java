package io.carbonflow.accounting.quantity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * An amount of something in a unit, exactly as stated: {@code 1.50 kWh} keeps its zero.
 *
 * @param amount any sign, any scale
 * @param unit what the amount counts
 */
public record Quantity(BigDecimal amount, Unit unit) {

    public Quantity {
        requireNonNull(amount, "amount is null");
        requireNonNull(unit, "unit is null");
    }

    /** A quantity from its text, for example {@code Quantity.of("1247.3", "kWh")}. */
    public static Quantity of(String amount, String unit) {
        return new Quantity(new BigDecimal(amount), Unit.of(unit));
    }

    /**
     * The same quantity in another unit; exact where the ratio terminates, else to {@link Conversion#WORKING_PRECISION}.
     *
     * @throws IllegalArgumentException where the units measure different things
     */
    public Quantity in(Unit target) {
        return unit == target ? this : new Quantity(unit.conversionTo(target).apply(amount), target);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + unit.code();
    }
}
