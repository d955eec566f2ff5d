package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What the events must weigh: quantity times factor, rounded once per event to six decimals, half-even, and summed. */
final class ClosedForm {

    private static final int DECIMALS = 6;

    private final PublishedFactors factors;

    ClosedForm(PublishedFactors factors) {
        this.factors = factors;
    }

    BigDecimal kilograms(PlannedEvent event) {
        return event.basis()
            .fold(published -> published.quantity().multiply(factors.kgPerUnit(published)),
                    carried -> carried.quantity().multiply(carried.kgPerUnit()))
            .setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    BigDecimal total(List<PlannedEvent> events) {
        return events.stream().map(this::kilograms).reduce(BigDecimal.ZERO.setScale(DECIMALS), BigDecimal::add);
    }
}
