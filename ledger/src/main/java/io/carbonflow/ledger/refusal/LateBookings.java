package io.carbonflow.ledger.refusal;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;

/**
 * Letters that came to wait while their event was being booked: neither the booking nor whoever kept the letter saw the
 * other. Once both are there, they are looked at again.
 */
final class LateBookings {

    private static final String SETTLE = WaitEnds.of("""
            select d.tenant_id, d.id, d.received_at, e.raw_topic, e.raw_partition, e.raw_offset,
                e.received_at as booked_received_at
            from unnest($3::text[], $4::text[]) as k(tenant_id, id)
                join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.id = k.id and d.held
                join ledger.event e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
            where not exists (select from ledger.event_version v where v.tenant_id = e.tenant_id
                and v.event_id = e.event_id)
            """);

    private LateBookings() {}

    /**
     * Moves those whose event is booked by now from in review to duplicates. Waits for the bookings of their tenants that
     * are under way: whatever begins after them sees the letters, which are there before this transaction.
     *
     * @param held  letters that wait and name an event
     * @param shard the writer's own row of each count
     */
    static void settle(Transaction transaction, List<Refusal> held, String shard, Instant now) {
        var tenantIds = new TreeSet<String>();
        held.forEach(letter -> tenantIds.add(letter.tenantId()));
        BookingMoment.begin(transaction, tenantIds, tenantIds);
        transaction.enqueue(SETTLE, shard, Times.toColumn(now),
                held.stream().map(Refusal::tenantId).toArray(String[]::new),
                held.stream().map(Refusal::id).toArray(String[]::new));
    }
}
