package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

    private static final String NEW_TO = """
            select distinct k.tenant_id
            from unnest($1::text[], $2::text[], $3::text[]) as k(tenant_id, event_id, by_event_id)
            where not exists (select from ledger.event_replacement r where r.tenant_id = k.tenant_id
                and r.event_id = k.event_id and r.by_event_id = k.by_event_id)
            """;

    private ReplacementTable() {}

    /**
     * The tenants to whom any of these claims is new. One that was made before changes nothing that others decide by: its
     * event has nothing that stands, and gets nothing.
     */
    static List<String> newTo(Transaction transaction, Collection<Calculated> claiming) {
        var tenantIds = new ArrayList<String>();
        if (!claiming.isEmpty()) {
            for (Row row : transaction.query(NEW_TO,
                    claiming.stream().map(one -> one.key().tenantId()).toArray(String[]::new),
                    claiming.stream().map(one -> one.replaced().eventId()).toArray(String[]::new),
                    claiming.stream().map(one -> one.key().eventId()).toArray(String[]::new))) {
                tenantIds.add(row.getString("tenant_id"));
            }
        }
        return tenantIds;
    }

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
