package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A supplier's own factor, as it came with the event.
 *
 * @param kgCo2ePerUnit kg CO2e per unit, cradle to gate
 * @param unit what it is per, as the supplier wrote it
 * @param validFrom first day it holds; null where open
 * @param validTo last day it holds; null where open
 * @param source what the supplier cites; null where nothing
 */
public record SupplierFactor(BigDecimal kgCo2ePerUnit, String unit, LocalDate validFrom, LocalDate validTo,
        String source) {

    public SupplierFactor {
        requireNonNull(kgCo2ePerUnit, "kgCo2ePerUnit is null");
        requireNonNull(unit, "unit is null");
    }

    boolean holdsOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }
}
