package io.carbonflow.ledger.booking;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.ledger.store.Transaction;

/** Counts of the items that are booked, by day of receipt and supplier: what totals rest on. */
final class Covered {

    private static final String ADD = """
            insert into ledger.covered as c (tenant_id, day, supplier_id, shard, events)
            select tenant_id, day, supplier_id, $5::text, events
            from unnest($1::text[], $2::date[], $3::text[], $4::bigint[]) as n(tenant_id, day, supplier_id, events)
            on conflict (tenant_id, day, supplier_id, shard) do update set events = c.events + excluded.events
            """;
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::tenantId)
        .thenComparing(Cell::day)
        .thenComparing(Cell::supplierId);

    private Covered() {}

    /** @param supplierId empty where none is named */
    private record Cell(String tenantId, LocalDate day, String supplierId) {

        static Cell of(Calculated booked) {
            String supplier = booked.emission().getSupplierId();
            return new Cell(booked.key().tenantId(),
                    booked.raw().receivedAt().atOffset(ZoneOffset.UTC).toLocalDate(), supplier == null ? "" : supplier);
        }
    }

    /**
     * Counts events that have just been made; a later version of one is the same item.
     *
     * @param shard the writer's own row of each count
     */
    static void add(Transaction transaction, List<Calculated> made, String shard) {
        Map<Cell, Long> events = new TreeMap<>(ORDER);
        made.forEach(one -> events.merge(Cell.of(one), 1L, Long::sum));
        if (!events.isEmpty()) {
            var cells = events.keySet();
            transaction.enqueue(ADD, cells.stream().map(Cell::tenantId).toArray(String[]::new),
                    cells.stream().map(Cell::day).toArray(LocalDate[]::new),
                    cells.stream().map(Cell::supplierId).toArray(String[]::new),
                    events.values().toArray(Long[]::new), shard);
        }
    }
}
