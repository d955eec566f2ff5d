package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.quantity.Quantity;

/** What became of an activity. */
public sealed interface Calculation {

    /** The outcome as one value, whichever it is. */
    <T> T fold(Function<Calculated, T> onCalculated, Function<Held, T> onHeld, Function<Refused, T> onRefused);

    /**
     * It has results.
     *
     * @param received the quantity as received; for freight that gives none, the t.km worked out
     * @param results at least one; of the activity itself exactly one is official for each element, of a derived part at
     *            most one
     */
    record Calculated(Quantity received, List<EmissionResult> results) implements Calculation {

        public Calculated {
            requireNonNull(received, "received is null");
            results = List.copyOf(results);
            if (results.isEmpty()) {
                throw new IllegalArgumentException("results is empty, allowed is at least one");
            }
            var counting = new HashMap<String, Integer>();
            for (EmissionResult result : results) {
                counting.merge(result.countsAs(), result.official() ? 1 : 0, Integer::sum);
            }
            counting.forEach((what, official) -> {
                if (official > 1 || (official == 0 && what.startsWith(FactorPart.ACTIVITY.code()))) {
                    throw new IllegalArgumentException("%d results of %s are official, allowed is one".formatted(
                            official, what));
                }
            });
        }

        /** The first official one, of the activity itself; the only one of its kind where the activity has no elements. */
        public EmissionResult official() {
            return results.stream().filter(EmissionResult::official).findFirst().orElseThrow();
        }

        /** The official CO2e of all elements of one part; zero where the part has none. */
        public Co2eMass co2eOf(FactorPart part) {
            return results.stream()
                .filter(result -> result.official() && result.part() == part)
                .map(EmissionResult::co2e)
                .reduce(ZERO, Co2eMass::plus);
        }

        @Override
        public <T> T fold(Function<Calculated, T> onCalculated, Function<Held, T> onHeld,
                Function<Refused, T> onRefused) {
            return onCalculated.apply(this);
        }
    }

    /**
     * It could be calculated, but no rule says where it belongs; it waits for a person or a rule.
     *
     * @param reasons at least one
     */
    record Held(List<Refusal> reasons) implements Calculation {

        public Held {
            reasons = stated(reasons);
        }

        @Override
        public <T> T fold(Function<Calculated, T> onCalculated, Function<Held, T> onHeld,
                Function<Refused, T> onRefused) {
            return onHeld.apply(this);
        }
    }

    /**
     * It cannot be calculated; nothing is assumed to be zero.
     *
     * @param reasons all of them, at least one
     */
    record Refused(List<Refusal> reasons) implements Calculation {

        public Refused {
            reasons = stated(reasons);
        }

        @Override
        public <T> T fold(Function<Calculated, T> onCalculated, Function<Held, T> onHeld,
                Function<Refused, T> onRefused) {
            return onRefused.apply(this);
        }
    }

    /** No mass at all. */
    Co2eMass ZERO = Co2eMass.rounded(java.math.BigDecimal.ZERO);

    private static List<Refusal> stated(List<Refusal> reasons) {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a reason is needed");
        }
        return List.copyOf(reasons);
    }
}
