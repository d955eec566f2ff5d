package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.util.List;

/**
 * What is remembered of a counter.
 *
 * @param first       the earliest stand known
 * @param last        the baseline of the next difference
 * @param beforeReset the baseline that a reset ended, null where there was none lately
 * @param reset       the stand with which the counter began again; null without {@code beforeReset}
 * @param sinceReset  what has been booked since then
 * @param wild        stands that no one believes yet, oldest first
 * @param jump        a leap that was never believed, though what came after it was; null where there is none
 * @param recent      stands of the latest minute, by which one that overtook another is known
 * @param rates       how fast it has been moving
 */
public record CounterState(Stand first, Stand last, Stand beforeReset, Stand reset, BigDecimal sinceReset,
        List<Stand> wild, Jump jump, List<Stand> recent, Rates rates) {

    public CounterState {
        wild = wild == null ? List.of() : List.copyOf(wild);
        recent = recent == null ? List.of() : List.copyOf(recent);
        rates = rates == null ? Rates.NONE : rates;
        sinceReset = sinceReset == null ? BigDecimal.ZERO : sinceReset;
    }

    /** From the last stand that was believed to the first one of the new level. */
    public record Jump(Stand from, Stand to) {}

    static CounterState beginning(Stand first) {
        return new CounterState(first, first, null, null, null, List.of(), null, List.of(first), Rates.NONE);
    }

    CounterState withFirst(Stand earlier) {
        return new CounterState(earlier, last, beforeReset, reset, sinceReset, wild, jump, recent, rates);
    }

    CounterState withWild(List<Stand> run) {
        return new CounterState(first, last, beforeReset, reset, sinceReset, run, jump, recent, rates);
    }

    CounterState withJump(Jump leap) {
        return new CounterState(first, last, beforeReset, reset, sinceReset, wild, leap, recent, rates);
    }

    /** The baseline moves, and whatever was not believed is forgotten. */
    CounterState movedTo(Stand now, BigDecimal booked) {
        return new CounterState(first, now, beforeReset, reset, sinceReset.add(booked), List.of(), jump, recent(now),
                rates.plus(booked, last.at(), now.at()));
    }

    CounterState resetTo(Stand now, BigDecimal booked) {
        return new CounterState(first, now, last, now, booked, List.of(), jump, recent(now), rates);
    }

    CounterState withoutReset() {
        return new CounterState(first, last, null, null, null, wild, jump, recent, rates);
    }

    private List<Stand> recent(Stand now) {
        var next = new java.util.ArrayList<Stand>();
        recent.stream()
            .filter(stand -> stand.at().plus(Counter.OVERTAKING_MAX).isAfter(now.at()))
            .forEach(next::add);
        next.add(now);
        return next.size() > Counter.RECENT_KEPT ? next.subList(next.size() - Counter.RECENT_KEPT, next.size()) : next;
    }
}
