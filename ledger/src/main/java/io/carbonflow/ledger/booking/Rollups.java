package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.data.Numeric;

/** What the entries of one block add to the windows they fall into, added to the database in one statement. */
final class Rollups {

    private static final Columns<Cell> COLUMNS = columns();

    /**
     * A window is revised by an entry that comes once it should have been complete, if it held entries before; those of
     * another supplier or chain count, so the window's other rows are looked at, but only for a late entry.
     */
    private static final String UPSERT = COLUMNS.insertInto("ledger.rollup as r")
        .replace("n.revised",
                """
                        n.revised and exists (select from ledger.rollup o where o.tenant_id = n.tenant_id
                            and o.size = n.size and o.window_start = n.window_start)""")
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
    private final Map<RollupKey, Sum> sums = new TreeMap<>();

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
        private boolean isLate;
        private Instant lastOccurredAt = Instant.MIN;
        private Instant lastBookedAt = Instant.MIN;
    }

    private record Cell(RollupKey key, Sum sum, int chain) {}

    void add(LedgerEntry entry) {
        for (WindowSize size : WindowSize.values()) {
            var sum = sums.computeIfAbsent(RollupKey.of(size, entry), key -> new Sum());
            var masses = entry.result().masses();
            Instant occurredAt = entry.activity().occurredAt();
            sum.co2e = sum.co2e.add(masses.co2e());
            sum.co2eAr4 = sum.co2eAr4.add(masses.co2eAr4());
            sum.co2eAr5 = sum.co2eAr5.add(masses.co2eAr5());
            sum.co2eAr6 = sum.co2eAr6.add(masses.co2eAr6());
            sum.co2eLow = sum.co2eLow.add(masses.co2eLow() == null ? masses.co2e() : masses.co2eLow());
            sum.co2eHigh = sum.co2eHigh.add(masses.co2eHigh() == null ? masses.co2e() : masses.co2eHigh());
            BigDecimal score = entry.result().quality().score();
            if (score != null) {
                sum.co2eScored = sum.co2eScored.add(masses.co2e());
                sum.scoreTimesCo2e = sum.scoreTimesCo2e.add(masses.co2e().multiply(score));
            }
            sum.entries++;
            sum.isLate |= entry.bookedAt().isAfter(size.endOf(entry.accountedAt()).plus(lateness));
            sum.lastOccurredAt = later(sum.lastOccurredAt, occurredAt);
            sum.lastBookedAt = later(sum.lastBookedAt, entry.bookedAt());
        }
    }

    void write(Transaction transaction) {
        List<Cell> cells = new ArrayList<>(sums.size());
        sums.forEach((key, sum) -> cells.add(new Cell(key, sum, chain)));
        transaction.enqueue(UPSERT, COLUMNS.arrays(cells));
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
            .add("revised", "boolean", Boolean[]::new, cell -> cell.sum().isLate)
            .add("last_occurred_at", "timestamptz", OffsetDateTime[]::new,
                    cell -> Times.toColumn(cell.sum().lastOccurredAt))
            .add("last_booked_at", "timestamptz", OffsetDateTime[]::new,
                    cell -> Times.toColumn(cell.sum().lastBookedAt));
    }
}
