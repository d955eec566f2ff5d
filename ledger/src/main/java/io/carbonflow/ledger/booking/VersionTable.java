package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** The table of the versions that events came in. */
final class VersionTable {

    /** Keeps our locks apart from those of others in the same database; the letters "cfev". */
    private static final int NAMESPACE = 0x63666576;
    /** A transaction's locks take room in the server's memory; events that share one wait for each other in vain. */
    private static final int LOCKS = 512;

    private static final String LOCK = "select pg_advisory_xact_lock($1, n) from unnest($2::int[]) as n";
    /** Of each event the newest version, and the one of the offered revision; all where something came without one. */
    private static final String WHAT_DECIDES = """
            select v.tenant_id, v.event_id, v.revision, v.content_hash, v.cancelled, v.raw_topic, v.raw_partition,
                v.raw_offset, v.received_at
            from unnest($1::text[], $2::text[], $3::text[]) as k(tenant_id, event_id, revision)
                cross join lateral (
                    (select n.* from ledger.event_version n
                      where n.tenant_id = k.tenant_id and n.event_id = k.event_id
                      order by n.revision desc limit 1)
                    union all
                    select s.* from ledger.event_version s
                     where s.tenant_id = k.tenant_id and s.event_id = k.event_id and s.revision = k.revision
                    union all
                    select a.* from ledger.event_version a
                     where k.revision is null and a.tenant_id = k.tenant_id and a.event_id = k.event_id) v
            """;

    private final Transaction transaction;

    VersionTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Until the end of the transaction nobody else decides what stands of these events, whichever partition their versions
     * come in. The order is the same for every writer, so that two do not wait for each other for ever; and it comes after
     * events are made, which is the only other thing of theirs that writers wait for.
     */
    void lock(Collection<EventKey> keys) {
        Integer[] locks = keys.stream()
            .map(key -> Math.floorMod(Objects.hash(key.tenantId(), key.eventId()), LOCKS))
            .distinct()
            .sorted()
            .toArray(Integer[]::new);
        if (locks.length > 0) {
            transaction.enqueue(LOCK, NAMESPACE, locks);
        }
    }

    /** Of the versions that are known of these events those that decide what becomes of what is offered. */
    Map<EventKey, Collection<Version>> deciding(Collection<Calculated> offered) {
        record Asked(EventKey key, String revision) {}
        var asked = offered.stream().map(one -> new Asked(one.key(), one.revision())).distinct().toList();
        var versions = new HashMap<EventKey, Map<String, Version>>();
        for (Row row : transaction.query(WHAT_DECIDES,
                asked.stream().map(one -> one.key().tenantId()).toArray(String[]::new),
                asked.stream().map(one -> one.key().eventId()).toArray(String[]::new),
                asked.stream().map(Asked::revision).toArray(String[]::new))) {
            var version = new Version(row.getString("revision"), row.getBuffer("content_hash").getBytes(),
                    row.getBoolean("cancelled"), EventTable.position(row));
            versions.computeIfAbsent(EventTable.key(row), key -> new HashMap<>()).put(version.revision(), version);
        }
        var deciding = new HashMap<EventKey, Collection<Version>>();
        versions.forEach((key, ofEvent) -> deciding.put(key, ofEvent.values()));
        return deciding;
    }

    void insert(List<Settled> versions, Instant settledAt) {
        if (!versions.isEmpty()) {
            var sorted = versions.stream().sorted(Comparator.comparing(one -> one.offered().key())).toList();
            var columns = columns(settledAt);
            transaction.enqueue(columns.insertInto("ledger.event_version"), columns.arrays(sorted));
        }
    }

    private static Columns<Settled> columns(Instant settledAt) {
        return new Columns<Settled>()
            .add("tenant_id", "text", String[]::new, one -> one.offered().key().tenantId())
            .add("event_id", "text", String[]::new, one -> one.offered().key().eventId())
            .add("revision", "text", String[]::new, one -> one.offered().revision())
            .add("content_hash", "bytea", Buffer[]::new, one -> Buffer.buffer(one.offered().contentHash()))
            .add("cancelled", "boolean", Boolean[]::new, one -> one.offered().isCancel())
            .add("outcome", "text", String[]::new, one -> one.ending().outcome())
            .add("raw_topic", "text", String[]::new, one -> one.offered().raw().topic())
            .add("raw_partition", "int", Integer[]::new, one -> one.offered().raw().partition())
            .add("raw_offset", "bigint", Long[]::new, one -> one.offered().raw().offset())
            .add("received_at", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(one.offered().raw().receivedAt()))
            .add("settled_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(settledAt));
    }
}
