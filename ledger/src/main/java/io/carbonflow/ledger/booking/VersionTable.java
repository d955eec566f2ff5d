package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
    private static final String OF_EVENTS = """
            select v.tenant_id, v.event_id, v.revision, v.content_hash, v.cancelled, v.raw_topic, v.raw_partition,
                v.raw_offset, v.received_at
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.event_version v on v.tenant_id = k.tenant_id and v.event_id = k.event_id
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

    /** The versions that are known of these events. */
    Map<EventKey, List<Version>> of(Collection<EventKey> keys) {
        var versions = new HashMap<EventKey, List<Version>>();
        for (Row row : transaction.query(OF_EVENTS, keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                keys.stream().map(EventKey::eventId).toArray(String[]::new))) {
            var version = new Version(row.getString("revision"), row.getBuffer("content_hash").getBytes(),
                    row.getBoolean("cancelled"), EventTable.position(row));
            versions.computeIfAbsent(EventTable.key(row), key -> new ArrayList<>()).add(version);
        }
        return versions;
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
