package io.carbonflow.metering.engine;

import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a meter that tells the energy of intervals.
 *
 * @param first     the end of the earliest interval
 * @param last      the end of the latest interval
 * @param estimated slots an estimate stands for, oldest first
 */
public record IntervalState(Instant first, Instant last, List<Gap> estimated) {

    public IntervalState {
        estimated = estimated == null ? List.of() : List.copyOf(estimated);
    }
}
