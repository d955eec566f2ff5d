package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** The table of the events that are booked, and of those that came again. */
final class EventTable {

    private static final Columns<Calculated> DUPLICATE = new Columns<Calculated>()
        .add("raw_topic", "text", String[]::new, one -> one.raw().topic())
        .add("raw_partition", "int", Integer[]::new, one -> one.raw().partition())
        .add("raw_offset", "bigint", Long[]::new, one -> one.raw().offset())
        .add("received_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(one.raw().receivedAt()))
        .add("tenant_id", "text", String[]::new, one -> one.key().tenantId())
        .add("event_id", "text", String[]::new, one -> one.key().eventId());
    private static final String INSERT_DUPLICATE = DUPLICATE.insertInto("ledger.duplicate")
            + " on conflict do nothing returning raw_topic, raw_partition, raw_offset, received_at";

    private static final String PRESENT = """
            select e.tenant_id, e.event_id, e.content_hash, e.raw_topic, e.raw_partition, e.raw_offset, e.received_at
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.event e on e.tenant_id = k.tenant_id and e.event_id = k.event_id
            """;

    private static final String REFUSED = """
            select d.raw_topic, d.raw_partition, d.raw_offset, d.received_at
            from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[]) as r(topic, partition, low, high)
                join ledger.dead_letter d on d.raw_topic = r.topic and d.raw_partition = r.partition
                    and d.raw_offset between r.low and r.high
            """;

    private final Transaction transaction;
    private final VersionTable versions;

    EventTable(Transaction transaction) {
        this.transaction = transaction;
        this.versions = new VersionTable(transaction);
    }

    /**
     * Makes the events that are not there yet. Their order is the same for every writer, whatever the order in the topic:
     * two that meet on the same ids would otherwise wait for each other for ever.
     */
    Set<EventKey> insert(Collection<Calculated> batch, Instant bookedAt) {
        var first = new TreeMap<EventKey, Calculated>();
        batch.forEach(offered -> first.putIfAbsent(offered.key(), offered));
        var columns = eventColumns(bookedAt);
        var inserted = new HashSet<EventKey>();
        for (Row row : transaction.query(columns.insertInto("ledger.event")
                + " on conflict (tenant_id, event_id) do nothing returning tenant_id, event_id",
                columns.arrays(List.copyOf(first.values())))) {
            inserted.add(key(row));
        }
        return inserted;
    }

    /** What the ledger holds of events that were there; nobody else changes what stands of those that have versions. */
    Map<EventKey, PresentEvent> present(Collection<Calculated> offered) {
        var present = new HashMap<EventKey, PresentEvent>();
        if (offered.isEmpty()) {
            return present;
        }
        var keys = offered.stream().map(Calculated::key).distinct().toList();
        versions.lock(offered.stream().filter(Calculated::isVersion).map(Calculated::key).toList());
        var known = versions.deciding(offered);
        for (Row row : transaction.query(PRESENT, keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                keys.stream().map(EventKey::eventId).toArray(String[]::new))) {
            var first = new Version(null, row.getBuffer("content_hash").getBytes(), false, position(row));
            present.put(key(row), new PresentEvent(first, known.getOrDefault(key(row), List.of())));
        }
        return present;
    }

    /**
     * Which raw records in the reach of this batch have been refused before, by the calculator or by the ledger; waited for
     * where it is taken.
     */
    Supplier<Set<RawPosition>> refusedWithin(Collection<Calculated> batch) {
        if (batch.isEmpty()) {
            return Set::of;
        }
        record Reach(String topic, int partition, long low, long high) {
            Reach including(Reach other) {
                return new Reach(topic, partition, Math.min(low, other.low), Math.max(high, other.high));
            }
        }
        var reaches = new HashMap<String, Reach>();
        for (Calculated offered : batch) {
            var raw = offered.raw();
            reaches.merge(raw.topic() + '-' + raw.partition(),
                    new Reach(raw.topic(), raw.partition(), raw.offset(), raw.offset()), Reach::including);
        }
        var rows = transaction.ask(REFUSED, reaches.values().stream().map(Reach::topic).toArray(String[]::new),
                reaches.values().stream().map(Reach::partition).toArray(Integer[]::new),
                reaches.values().stream().map(Reach::low).toArray(Long[]::new),
                reaches.values().stream().map(Reach::high).toArray(Long[]::new));
        return () -> {
            var refused = new HashSet<RawPosition>();
            rows.get().forEach(row -> refused.add(position(row)));
            return refused;
        };
    }

    /** Keeps the repetitions that are not known yet, and returns those. */
    List<Calculated> insertDuplicates(List<Calculated> duplicates) {
        if (duplicates.isEmpty()) {
            return List.of();
        }
        var inserted = new HashSet<RawPosition>();
        for (Row row : transaction.query(INSERT_DUPLICATE, DUPLICATE.arrays(duplicates))) {
            inserted.add(position(row));
        }
        return duplicates.stream().filter(one -> inserted.remove(one.raw())).toList();
    }

    private static Columns<Calculated> eventColumns(Instant bookedAt) {
        return new Columns<Calculated>()
            .add("tenant_id", "text", String[]::new, one -> one.key().tenantId())
            .add("event_id", "text", String[]::new, one -> one.key().eventId())
            .add("content_hash", "bytea", Buffer[]::new, one -> Buffer.buffer(one.contentHash()))
            .add("raw_topic", "text", String[]::new, one -> one.raw().topic())
            .add("raw_partition", "int", Integer[]::new, one -> one.raw().partition())
            .add("raw_offset", "bigint", Long[]::new, one -> one.raw().offset())
            .add("received_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(one.raw().receivedAt()))
            .add("booked_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(bookedAt));
    }

    static EventKey key(Row row) {
        return new EventKey(row.getString("tenant_id"), row.getString("event_id"));
    }

    static RawPosition position(Row row) {
        return new RawPosition(row.getString("raw_topic"), row.getInteger("raw_partition"), row.getLong("raw_offset"),
                Times.of(row, "received_at"));
    }
}
