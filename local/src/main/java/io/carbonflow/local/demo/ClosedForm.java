package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the events must weigh by the documented rules: quantity times factor, and for own fuel and energy its supply and
 * the losses of the grid, each rounded once to six decimals, half-even.
 */
final class ClosedForm {

    private static final int DECIMALS = 6;
    private static final List<String> SUPPLY = List.of("well_to_tank", "transmission_and_distribution",
            "well_to_tank_of_losses");

    private final PublishedFactors factors;

    ClosedForm(PublishedFactors factors) {
        this.factors = factors;
    }

    /** kg CO2e of each part of an event that counts. */
    Map<String, BigDecimal> kilograms(PlannedEvent event) {
        var parts = new TreeMap<String, BigDecimal>();
        parts.put(PublishedFactors.ACTIVITY, rounded(event.basis()
            .fold(published -> published.quantity().multiply(factors.ofActivity(published).kgPerUnit()), this::spent,
                    carried -> carried.quantity().multiply(carried.kgPerUnit()))));
        event.energy().filter(energy -> !includesSupply(event)).ifPresent(energy -> {
            for (String part : SUPPLY) {
                factors.of(part, energy)
                    .ifPresent(row -> parts.put(part, rounded(energy.quantity().multiply(row.kgPerUnit()))));
            }
        });
        return parts;
    }

    /** kg CO2e of each part of each event. */
    Map<String, Map<String, BigDecimal>> kilograms(List<PlannedEvent> events) {
        var byEvent = new TreeMap<String, Map<String, BigDecimal>>();
        events.forEach(event -> byEvent.put(event.id(), kilograms(event)));
        return byEvent;
    }

    private BigDecimal spent(Basis.Spent spent) {
        var money = spent.published();
        PublishedRow row = factors.ofActivity(money);
        return factors.inPricesOf(row.year(), money.quantity(), money.year()).multiply(row.kgPerUnit());
    }

    private boolean includesSupply(PlannedEvent event) {
        return event.basis()
            .fold(published -> factors.ofActivity(published).isLifeCycle(), spent -> true,
                    carried -> false);
    }

    private static BigDecimal rounded(BigDecimal kilograms) {
        return kilograms.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
