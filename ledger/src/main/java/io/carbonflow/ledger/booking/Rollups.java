package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.data.Numeric;

/** What the entries of one block add to the windows they fall into, added to the database in one statement. */
final class Rollups {

    private static final Columns<Cell> COLUMNS = columns();
    private static final Columns<Window> WINDOWS = new Columns<Window>()
        .add("tenant_id", "text", String[]::new, Window::tenantId)
        .add("size", "text", String[]::new, window -> window.size().id())
        .add("window_start", "timestamptz", OffsetDateTime[]::new, window -> Times.toColumn(window.start()));

    /**
     * A window is revised by an entry that comes once it should have been complete, if it held entries before; those of
     * another supplier or chain count, so the window's other rows are looked at: once per window, and only for late ones.
     */
    private static final String UPSERT = COLUMNS.insertInto("ledger.rollup as r")
        .replace("n.revised",
                """
                        n.revised and (n.tenant_id, n.size, n.window_start) in (
                            select w.tenant_id, w.size, w.window_start from\s""" + WINDOWS.unnested("w", COLUMNS.size())
                        + """
                                where exists (select from ledger.rollup o where o.tenant_id = w.tenant_id
                                   and o.size = w.size and o.window_start = w.window_start))""")
            + """
                     on conflict (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, part,
                        method, data_quality, gwp_set, factor_id, official, chain)
                    do update set kg_co2e = r.kg_co2e + excluded.kg_co2e,
                        kg_co2e_ar4 = r.kg_co2e_ar4 + excluded.kg_co2e_ar4,
                        kg_co2e_ar5 = r.kg_co2e_ar5 + excluded.kg_co2e_ar5,
                        kg_co2e_ar6 = r.kg_co2e_ar6 + excluded.kg_co2e_ar6,
                        kg_co2e_low = r.kg_co2e_low + excluded.kg_co2e_low,
                        kg_co2e_high = r.kg_co2e_high + excluded.kg_co2e_high,
                        kg_co2e_scored = r.kg_co2e_scored + excluded.kg_co2e_scored,
                        score_kg_co2e = r.score_kg_co2e + excluded.score_kg_co2e,
                        entries = r.entries + excluded.entries,
                        revised = r.revised or excluded.revised,
                        last_occurred_at = greatest(r.last_occurred_at, excluded.last_occurred_at),
                        last_booked_at = greatest(r.last_booked_at, excluded.last_booked_at)
                    """;

    private final int chain;
    private final Duration lateness;
    private final Map<RollupKey, Sum> fiveMinutes = new HashMap<>();

    Rollups(int chain, Duration lateness) {
        this.chain = chain;
        this.lateness = lateness;
    }

    /** What has come together for one row so far. */
    private static final class Sum {
        private BigDecimal co2e = BigDecimal.ZERO;
        private BigDecimal co2eAr4 = BigDecimal.ZERO;
        private BigDecimal co2eAr5 = BigDecimal.ZERO;
        private BigDecimal co2eAr6 = BigDecimal.ZERO;
        private BigDecimal co2eLow = BigDecimal.ZERO;
        private BigDecimal co2eHigh = BigDecimal.ZERO;
        private BigDecimal co2eScored = BigDecimal.ZERO;
        private BigDecimal scoreTimesCo2e = BigDecimal.ZERO;
        private long entries;
        private Instant lastOccurredAt = Instant.MIN;
        private Instant lastBookedAt = Instant.MIN;

        void add(LedgerEntry entry) {
            var masses = entry.result().masses();
            co2e = co2e.add(masses.co2e());
            co2eAr4 = co2eAr4.add(masses.co2eAr4());
            co2eAr5 = co2eAr5.add(masses.co2eAr5());
            co2eAr6 = co2eAr6.add(masses.co2eAr6());
            co2eLow = co2eLow.add(masses.co2eLow() == null ? masses.co2e() : masses.co2eLow());
            co2eHigh = co2eHigh.add(masses.co2eHigh() == null ? masses.co2e() : masses.co2eHigh());
            BigDecimal score = entry.result().quality().score();
            if (score != null) {
                co2eScored = co2eScored.add(masses.co2e());
                scoreTimesCo2e = scoreTimesCo2e.add(masses.co2e().multiply(score));
            }
            entries++;
            lastOccurredAt = later(lastOccurredAt, entry.activity().occurredAt());
            lastBookedAt = later(lastBookedAt, entry.bookedAt());
        }

        void add(Sum other) {
            co2e = co2e.add(other.co2e);
            co2eAr4 = co2eAr4.add(other.co2eAr4);
            co2eAr5 = co2eAr5.add(other.co2eAr5);
            co2eAr6 = co2eAr6.add(other.co2eAr6);
            co2eLow = co2eLow.add(other.co2eLow);
            co2eHigh = co2eHigh.add(other.co2eHigh);
            co2eScored = co2eScored.add(other.co2eScored);
            scoreTimesCo2e = scoreTimesCo2e.add(other.scoreTimesCo2e);
            entries += other.entries;
            lastOccurredAt = later(lastOccurredAt, other.lastOccurredAt);
            lastBookedAt = later(lastBookedAt, other.lastBookedAt);
        }
    }

    private record Window(String tenantId, WindowSize size, Instant start) {}

    /** @param isLate whether any of it was booked once the window should have been complete */
    private record Cell(RollupKey key, Sum sum, int chain, boolean isLate) {

        Window window() {
            return new Window(key.tenantId(), key.size(), key.windowStart());
        }
    }

    void add(LedgerEntry entry) {
        fiveMinutes.computeIfAbsent(RollupKey.of(WindowSize.FIVE_MINUTES, entry), key -> new Sum()).add(entry);
    }

    void write(Transaction transaction) {
        var cells = cells();
        var late = cells.stream().filter(Cell::isLate).map(Cell::window).distinct().toList();
        transaction.enqueue(UPSERT, Stream.of(COLUMNS.arrays(cells), WINDOWS.arrays(late))
            .flatMap(Arrays::stream)
            .toArray());
    }

    /** Every window, in the order of their keys; the longer ones are made of the shortest, which lie within them. */
    private List<Cell> cells() {
        var sums = new HashMap<RollupKey, Sum>();
        for (WindowSize size : WindowSize.values()) {
            fiveMinutes.forEach((key, sum) -> sums.computeIfAbsent(key.within(size), window -> new Sum()).add(sum));
        }
        var cells = new ArrayList<Cell>(sums.size());
        sums.forEach((key, sum) -> cells.add(new Cell(key, sum, chain,
                sum.lastBookedAt.isAfter(key.size().endOf(key.windowStart()).plus(lateness)))));
        cells.sort(Comparator.comparing(Cell::key));
        return cells;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Columns<Cell> columns() {
        return new Columns<Cell>()
            .add("tenant_id", "text", String[]::new, cell -> cell.key().tenantId())
            .add("size", "text", String[]::new, cell -> cell.key().size().id())
            .add("window_start", "timestamptz", OffsetDateTime[]::new,
                    cell -> Times.toColumn(cell.key().windowStart()))
            .add("supplier_id", "text", String[]::new, cell -> cell.key().supplierId())
            .add("facility_id", "text", String[]::new, cell -> cell.key().facilityId())
            .add("country", "text", String[]::new, cell -> cell.key().country())
            .add("scope", "smallint", Short[]::new, cell -> (short) cell.key().scope())
            .add("category", "smallint", Short[]::new, cell -> (short) cell.key().category())
            .add("part", "text", String[]::new, cell -> cell.key().part())
            .add("method", "text", String[]::new, cell -> cell.key().method())
            .add("data_quality", "text", String[]::new, cell -> cell.key().dataQuality())
            .add("gwp_set", "text", String[]::new, cell -> cell.key().gwpSet())
            .add("factor_id", "text", String[]::new, cell -> cell.key().factorId())
            .add("official", "boolean", Boolean[]::new, cell -> cell.key().official())
            .add("chain", "int", Integer[]::new, Cell::chain)
            .add("kg_co2e", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2e))
            .add("kg_co2e_ar4", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eAr4))
            .add("kg_co2e_ar5", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eAr5))
            .add("kg_co2e_ar6", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eAr6))
            .add("kg_co2e_low", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eLow))
            .add("kg_co2e_high", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eHigh))
            .add("kg_co2e_scored", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().co2eScored))
            .add("score_kg_co2e", "numeric", Numeric[]::new, cell -> Numeric.create(cell.sum().scoreTimesCo2e))
            .add("entries", "bigint", Long[]::new, cell -> cell.sum().entries)
            .add("revised", "boolean", Boolean[]::new, Cell::isLate)
            .add("last_occurred_at", "timestamptz", OffsetDateTime[]::new,
                    cell -> Times.toColumn(cell.sum().lastOccurredAt))
            .add("last_booked_at", "timestamptz", OffsetDateTime[]::new,
                    cell -> Times.toColumn(cell.sum().lastBookedAt));
    }
}
