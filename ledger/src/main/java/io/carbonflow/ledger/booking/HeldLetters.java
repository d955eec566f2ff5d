package io.carbonflow.ledger.booking;

import java.util.List;

import io.carbonflow.ledger.store.Transaction;

/**
 * Events that waited in the dead letters and are booked after all: sent again once there was a rule for them. What waited
 * was received, and so was what was booked; it no longer waits, so it counts as the same event received twice.
 */
final class HeldLetters {

    private static final String SETTLE = """
            insert into ledger.tally as t (tenant_id, minute, measure, shard, events)
            select d.tenant_id, date_trunc('minute', d.received_at, 'UTC'), m.measure, $3::text, sum(m.events)
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.event_id = k.event_id and d.held
                cross join (values ('in_review', -1), ('duplicates', 1)) as m(measure, events)
            group by 1, 2, 3
            order by 1, 2, 3
            on conflict (tenant_id, minute, measure, shard) do update set events = t.events + excluded.events
            """;

    private HeldLetters() {}

    /**
     * Moves the letters of these events from in review to duplicates. An event is booked once, so this happens once.
     *
     * @param shard the writer's own row of each count
     */
    static void settle(Transaction transaction, List<EventKey> booked, String shard) {
        transaction.enqueue(SETTLE, booked.stream().map(EventKey::tenantId).toArray(String[]::new),
                booked.stream().map(EventKey::eventId).toArray(String[]::new), shard);
    }
}
