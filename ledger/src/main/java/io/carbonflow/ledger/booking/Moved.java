package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.carbonflow.ledger.chain.Accounting;
import io.carbonflow.ledger.period.LockedPeriods;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/**
 * Where an event's entries once went because a period was locked. What was booked within holds still and what took it back
 * stands at the end, so whatever corrects the event further stands there too, though all of it be open again: within, it
 * would count beside the first figure.
 *
 * @param from     where the locked period began, inclusive
 * @param to       the moment that was the first open one after it; outside
 * @param periodId of the period
 */
record Moved(Instant from, Instant to, UUID periodId) {

    private static final String OF_EVENTS = """
            select distinct e.tenant_id, e.event_id, p.starts_at, e.accounted_at, e.adjusts_period
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.entry e on e.tenant_id = k.tenant_id and e.event_id = k.event_id
                join ledger.period_event p on p.tenant_id = e.tenant_id and p.period_id = e.adjusts_period
                    and p.number = 1
            where e.accounted_at is not null
            """;

    /** What was moved of these events. */
    static Map<EventKey, List<Moved>> of(Transaction transaction, Collection<EventKey> keys) {
        var moved = new HashMap<EventKey, List<Moved>>();
        if (!keys.isEmpty()) {
            for (Row row : transaction.query(OF_EVENTS, keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                    keys.stream().map(EventKey::eventId).toArray(String[]::new))) {
                moved.computeIfAbsent(EventTable.key(row), key -> new ArrayList<>())
                    .add(new Moved(Times.of(row, "starts_at"), Times.of(row, "accounted_at"),
                            row.getUUID("adjusts_period")));
            }
        }
        return moved;
    }

    /**
     * When something counts that occurred at this time.
     *
     * @param moved of its event, and of the one it replaces
     */
    static Accounting place(LockedPeriods locked, String tenantId, Instant time, Collection<Moved> moved) {
        var place = locked.place(tenantId, time, Accounting.AS_IT_OCCURRED);
        for (var next = last(moved, time, place); next != null; next = last(moved, time, place)) {
            var first = place.adjustsPeriod() == null ? next.periodId() : place.adjustsPeriod();
            var there = locked.place(tenantId, next.to(), place.movedTo(next.to(), first));
            place = there.movedTo(there.accountedAt(), first);
        }
        return place;
    }

    /** The way on from a place, always to a later one; null where there is none. */
    private static Moved last(Collection<Moved> moved, Instant occurredAt, Accounting place) {
        Instant at = place.accountedAt() == null ? occurredAt : place.accountedAt();
        return moved.stream()
            .filter(one -> !at.isBefore(one.from()) && at.isBefore(one.to()))
            .max(Comparator.comparing(Moved::to))
            .orElse(null);
    }
}
