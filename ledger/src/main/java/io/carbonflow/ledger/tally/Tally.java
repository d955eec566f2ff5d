package io.carbonflow.ledger.tally;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.ledger.store.Transaction;

/** Counts of one transaction, by tenant, minute of receipt and measure; added to the database in one statement. */
public final class Tally {

    private static final String ADD = """
            insert into ledger.tally as t (tenant_id, minute, measure, shard, events)
            select tenant_id, minute, measure, $5::text, events
            from unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[]) as n(tenant_id, minute, measure, events)
            on conflict (tenant_id, minute, measure, shard) do update set events = t.events + excluded.events
            """;

    private final Map<Cell, Long> events = new TreeMap<>();

    private record Cell(String tenantId, Instant minute, Measure measure) implements Comparable<Cell> {

        private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::tenantId)
            .thenComparing(Cell::minute)
            .thenComparing(Cell::measure);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    /** Counts one event. */
    public void add(String tenantId, Instant receivedAt, Measure measure) {
        add(tenantId, receivedAt, measure, 1);
    }

    /** Counts events; below zero where they were counted and are something else now. */
    public void add(String tenantId, Instant receivedAt, Measure measure, long count) {
        events.merge(new Cell(tenantId, receivedAt.truncatedTo(ChronoUnit.MINUTES), measure), count, Long::sum);
    }

    /**
     * Adds the counts to the database.
     *
     * @param shard the writer's own row of each count, so that writers do not wait for one another
     */
    public void write(Transaction transaction, String shard) {
        events.values().removeIf(count -> count == 0);
        if (events.isEmpty()) {
            return;
        }
        var cells = events.keySet();
        transaction.enqueue(ADD, cells.stream().map(Cell::tenantId).toArray(String[]::new),
                cells.stream().map(cell -> cell.minute().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
                cells.stream().map(cell -> cell.measure().id()).toArray(String[]::new),
                events.values().toArray(Long[]::new), shard);
    }
}
