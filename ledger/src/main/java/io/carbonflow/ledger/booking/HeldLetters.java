package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.carbonflow.ledger.refusal.WaitEnds;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;

/**
 * Events that waited in the dead letters and are booked after all: sent again once there was a rule for them. What waited
 * was received, and so was what was booked; it no longer waits, so it counts as the same event received twice.
 */
final class HeldLetters {

    private static final String SETTLE = WaitEnds.of("""
            select d.tenant_id, d.id, d.received_at, k.raw_topic, k.raw_partition, k.raw_offset,
                k.received_at as booked_received_at
            from unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::bigint[], $8::timestamptz[])
                as k(tenant_id, event_id, raw_topic, raw_partition, raw_offset, received_at)
                join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.event_id = k.event_id and d.held
            """);

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
        transaction.enqueue(SETTLE, shard, Times.toColumn(now),
                booked.stream().map(one -> one.key().tenantId()).toArray(String[]::new),
                booked.stream().map(one -> one.key().eventId()).toArray(String[]::new),
                booked.stream().map(one -> one.raw().topic()).toArray(String[]::new),
                booked.stream().map(one -> one.raw().partition()).toArray(Integer[]::new),
                booked.stream().map(one -> one.raw().offset()).toArray(Long[]::new),
                booked.stream().map(one -> Times.toColumn(one.raw().receivedAt())).toArray(OffsetDateTime[]::new));
    }
}
