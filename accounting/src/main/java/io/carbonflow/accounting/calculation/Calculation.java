package io.carbonflow.accounting.calculation;

import java.util.List;
import java.util.function.Function;

/** What became of an activity. */
public sealed interface Calculation {

    /** The outcome as one value, whichever it is. */
    <T> T fold(Function<Calculated, T> onCalculated, Function<Refused, T> onRefused);

    /**
     * It has results.
     *
     * @param results at least one; exactly one is official
     */
    record Calculated(List<EmissionResult> results) implements Calculation {

        public Calculated {
            results = List.copyOf(results);
            if (results.stream().filter(EmissionResult::official).count() != 1) {
                throw new IllegalArgumentException("exactly one result is official, found " + results);
            }
        }

        /** The one that counts. */
        public EmissionResult official() {
            return results.stream().filter(EmissionResult::official).findFirst().orElseThrow();
        }

        @Override
        public <T> T fold(Function<Calculated, T> onCalculated, Function<Refused, T> onRefused) {
            return onCalculated.apply(this);
        }
    }

    /**
     * It cannot be calculated; nothing is assumed to be zero.
     *
     * @param reasons all of them, at least one
     */
    record Refused(List<Refusal> reasons) implements Calculation {

        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }

        @Override
        public <T> T fold(Function<Calculated, T> onCalculated, Function<Refused, T> onRefused) {
            return onRefused.apply(this);
        }
    }
}
