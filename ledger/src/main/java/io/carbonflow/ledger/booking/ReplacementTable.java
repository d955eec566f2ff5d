package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** The table of the events in whose place others stand. */
final class ReplacementTable {

    private static final String AMONG = """
            select distinct r.tenant_id, r.event_id
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.event_replacement r on r.tenant_id = k.tenant_id and r.event_id = k.event_id
            """;

    private ReplacementTable() {}

    /** Which of these events others stand in the place of. */
    static Set<EventKey> among(Transaction transaction, Collection<EventKey> keys) {
        var replaced = new HashSet<EventKey>();
        for (Row row : transaction.query(AMONG, keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                keys.stream().map(EventKey::eventId).toArray(String[]::new))) {
            replaced.add(EventTable.key(row));
        }
        return replaced;
    }

    static void insert(Transaction transaction, List<Settled> claims, Instant claimedAt) {
        if (!claims.isEmpty()) {
            var columns = new Columns<Settled>()
                .add("tenant_id", "text", String[]::new, one -> one.offered().key().tenantId())
                .add("event_id", "text", String[]::new, one -> one.offered().replaced().eventId())
                .add("by_event_id", "text", String[]::new, one -> one.offered().key().eventId())
                .add("claimed_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(claimedAt));
            transaction.enqueue(columns.insertInto("ledger.event_replacement") + " on conflict do nothing",
                    columns.arrays(claims));
        }
    }
}
