package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** Compares the sums of one day with what the entries add up to at the same moment: one statement sees one state of both. */
final class RollupComparison {

    /** The largest windows: those whose differences go into the sums of a reconciliation. */
    static final String DAY = "24h";

    private static final String KEY = "size, window_start, supplier_id, facility_id, country, scope, category, part, method,"
            + " data_quality, gwp_set, factor_id, official, chain";
    private static final String DIFFERENT = """
            with present as (
                select * from ledger.rollup where tenant_id = $1 and window_start >= $2 and window_start < $3),
            derived as materialized (
                select * from ledger.rollup_of_entries($4::bigint * interval '1 millisecond', $2, $3) where tenant_id = $1)
            select %s, coalesce(p.kg_co2e, 0) as present, coalesce(d.kg_co2e, 0) as derived,
                coalesce(p.entries, 0) as present_entries, coalesce(d.entries, 0) as derived_entries
            from present p full join derived d using (%s)
            where (p.kg_co2e, p.kg_co2e_ar4, p.kg_co2e_ar5, p.kg_co2e_ar6, p.entries)
                is distinct from (d.kg_co2e, d.kg_co2e_ar4, d.kg_co2e_ar5, d.kg_co2e_ar6, d.entries)
            order by %s
            """
        .formatted(KEY, KEY, KEY);

    private RollupComparison() {}

    /** A sum that is not that of its entries, and the size of its window. */
    record Difference(String size, Finding finding) {}

    static List<Difference> ofDay(Transaction transaction, String tenantId, Instant day, Duration lateness) {
        var differences = new ArrayList<Difference>();
        for (Row row : transaction.query(DIFFERENT, tenantId, Times.toColumn(day),
                Times.toColumn(day.plus(1, ChronoUnit.DAYS)), lateness.toMillis())) {
            String subject = Stream
                .of(row.getString("size"), Times.of(row, "window_start").toString(), row.getString("supplier_id"),
                        row.getString("facility_id"), row.getString("country"), row.getString("part"),
                        row.getString("method"), row.getString("data_quality"), row.getString("gwp_set"),
                        row.getString("factor_id"), row.getBoolean("official"), row.getInteger("chain"))
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
            int category = row.getShort("category");
            BigDecimal present = row.getBigDecimal("present");
            BigDecimal derived = row.getBigDecimal("derived");
            differences.add(new Difference(row.getString("size"), new Finding("rollup", subject, null,
                    row.getShort("scope"), category == 0 ? null : category, row.getString("method"),
                    row.getBoolean("official"), present, derived,
                    "the sum says " + row.getLong("present_entries") + " entries, there are "
                            + row.getLong("derived_entries") + " within its window")));
        }
        return differences;
    }
}
