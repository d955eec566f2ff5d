package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A period as the API shows it.
 *
 * @param state   locked or open
 * @param history what happened to it, the newest last
 */
@RegisterForReflection
record PeriodView(UUID id, Instant from, Instant to, String state, List<Event> history) {

    /**
     * One thing that happened to it.
     *
     * @param action lock or reopen
     * @param role   of the key it was done with
     * @param key    tells that key from others
     */
    @RegisterForReflection
    record Event(int number, String action, Instant at, String role, String key, String reason) {}

    /** One period; its events in their order. */
    static PeriodView of(List<PeriodEvent> events) {
        var last = events.get(events.size() - 1);
        return new PeriodView(last.periodId(), last.from(), last.to(),
                last.action() == PeriodEvent.Action.LOCK ? "locked" : "open",
                events.stream()
                    .map(event -> new Event(event.number(), event.action().name().toLowerCase(Locale.ROOT), event.at(),
                            event.byRole(), event.byKey(), event.reason()))
                    .toList());
    }

    /** Each period of these events, in the order in which they come. */
    static List<PeriodView> each(List<PeriodEvent> events) {
        return events.stream()
            .collect(Collectors.groupingBy(PeriodEvent::periodId, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(PeriodView::of)
            .toList();
    }
}
