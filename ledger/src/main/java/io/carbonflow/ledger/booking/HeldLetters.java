package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;

/**
 * Events that waited in the dead letters and are booked after all: sent again once there was a rule for them. What waited
 * was received, and so was what was booked; it no longer waits, so it counts as the same event received twice.
 */
final class HeldLetters {

    private static final String SETTLE = """
            with waiting as (
                select d.tenant_id, d.id, d.received_at, k.raw_topic, k.raw_partition, k.raw_offset,
                    k.received_at as booked_received_at
                from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::timestamptz[])
                    as k(tenant_id, event_id, raw_topic, raw_partition, raw_offset, received_at)
                    join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.event_id = k.event_id and d.held),
            ended as (
                insert into ledger.letter_release as r (tenant_id, letter_id, cause, released_at, raw_topic,
                    raw_partition, raw_offset, received_at)
                select tenant_id, id, 'booked', $8::timestamptz, raw_topic, raw_partition, raw_offset,
                    booked_received_at
                from waiting order by tenant_id, id
                on conflict (tenant_id, letter_id) do nothing returning r.tenant_id, r.letter_id)
            insert into ledger.tally as t (tenant_id, minute, measure, shard, events)
            select w.tenant_id, date_trunc('minute', w.received_at, 'UTC'), m.measure, $7::text, sum(m.events)
            from waiting w join ended e on e.tenant_id = w.tenant_id and e.letter_id = w.id
                cross join (values ('in_review', -1), ('duplicates', 1)) as m(measure, events)
            group by 1, 2, 3
            order by 1, 2, 3
            on conflict (tenant_id, minute, measure, shard) do update set events = t.events + excluded.events
            """;

    private HeldLetters() {}

    /**
     * Moves the letters of events that have just been made from in review to duplicates. Not those of an event that has
     * versions: what waits may be a newer one than what is booked.
     *
     * @param shard the writer's own row of each count
     */
    static void settle(Transaction transaction, List<Calculated> made, String shard, Instant now) {
        var booked = made.stream().filter(one -> !one.isVersion()).toList();
        if (booked.isEmpty()) {
            return;
        }
        transaction.enqueue(SETTLE, booked.stream().map(one -> one.key().tenantId()).toArray(String[]::new),
                booked.stream().map(one -> one.key().eventId()).toArray(String[]::new),
                booked.stream().map(one -> one.raw().topic()).toArray(String[]::new),
                booked.stream().map(one -> one.raw().partition()).toArray(Integer[]::new),
                booked.stream().map(one -> one.raw().offset()).toArray(Long[]::new),
                booked.stream().map(one -> Times.toColumn(one.raw().receivedAt())).toArray(OffsetDateTime[]::new),
                shard, Times.toColumn(now));
    }
}
