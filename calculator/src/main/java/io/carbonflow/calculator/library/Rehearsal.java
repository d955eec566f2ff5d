package io.carbonflow.calculator.library;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.calculation.FreightDetails;

/**
 * Works ordinary activities out before the first real one comes. What is made when it is first asked for, from the
 * conditions of the rules to the classes themselves, is then there, and the first event waits no longer than the others.
 * Nothing of it goes anywhere.
 */
final class Rehearsal {

    /** No company's: what is worked out for it are the rules that ship. */
    private static final String NOBODY = "";
    private static final int ROUNDS = 40;

    private Rehearsal() {}

    /** Rehearses with a library and returns for how many activities it has figures. */
    static int with(Library library) {
        var calculator = library.forTenant(NOBODY).calculator();
        int calculated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            calculated = 0;
            for (ActivityData activity : activities(BigDecimal.valueOf(100 + round))) {
                List<EmissionResult> results = calculator.calculate(activity)
                    .fold(figures -> figures.results(), held -> List.of(), refused -> List.of());
                results.forEach(result -> result.receipt().json());
                calculated += results.isEmpty() ? 0 : 1;
            }
        }
        return calculated;
    }

    private static List<ActivityData> activities(BigDecimal amount) {
        return List.of(activity(ActivityKind.ENERGY, "electricity.grid").quantity(amount, "kWh").build(),
                activity(ActivityKind.ENERGY, "electricity.grid").quantity(amount, "kWh")
                    .carriedGridIntensity(amount)
                    .build(),
                activity(ActivityKind.ENERGY, "fuel.natural_gas").quantity(amount, "kWh").build(),
                activity(ActivityKind.LOGISTICS, "freight.road.hgv")
                    .freight(new FreightDetails(amount, "kg", amount, "km", "inbound", "us", null))
                    .build(),
                activity(ActivityKind.PROCUREMENT, "spend.naics.331110").quantity(amount, "EUR")
                    .industry("331110")
                    .build(),
                activity(ActivityKind.SUPPLIER, "waste.landfill").quantity(amount, "kg").build());
    }

    private static ActivityData.Builder activity(ActivityKind kind, String activity) {
        return ActivityData.of(kind, activity, Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .place("DE", null)
            .facility("rehearsal")
            .source("rehearsal")
            .dataQuality("measured")
            .attributes(Map.of());
    }
}
