package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

/**
 * One step of a selection, in the order it was taken.
 *
 * @param step what was looked at: {@code region DE}, {@code year 2024}, {@code edition}, {@code most conservative}
 * @param outcome what was found there
 */
public record TraceStep(String step, String outcome) {

    public TraceStep {
        requireNonNull(step, "step is null");
        requireNonNull(outcome, "outcome is null");
    }
}
