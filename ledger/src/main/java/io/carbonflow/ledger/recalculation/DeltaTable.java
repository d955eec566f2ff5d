package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.recalculation.RecalculationView.Delta;
import io.carbonflow.ledger.recalculation.RecalculationView.Deltas;
import io.carbonflow.ledger.recalculation.RecalculationView.Refused;
import io.carbonflow.ledger.store.Transaction;

/** Adds up what a recalculation changes. */
final class DeltaTable {

    /** Of a dimension with more values than this those that change most. */
    private static final int VALUES_MAX = 1_000;
    private static final String BY = """
            select %1$s as value, coalesce(sum(kg_co2e) filter (where not comes), 0) as before,
                coalesce(sum(kg_co2e) filter (where comes), 0) as after, count(distinct event_id) as events
            from ledger.recalculation_delta where tenant_id = $1 and recalculation_id = $2 and %2$s group by 1
            order by abs(coalesce(sum(kg_co2e) filter (where comes), 0) - coalesce(sum(kg_co2e) filter (where not comes), 0)) desc, 1
            limit\s"""
            + VALUES_MAX;
    private static final String TOTAL = """
            select coalesce(sum(case when comes then kg_co2e else -kg_co2e end), 0) as total
            from ledger.recalculation_delta where tenant_id = $1 and recalculation_id = $2 and official
            """;
    private static final String REFUSED = """
            select reasons -> 0 ->> 'code' as code, count(*) as events from ledger.recalculation_item
            where tenant_id = $1 and recalculation_id = $2 and reasons is not null group by 1 order by 2 desc, 1
            """;

    private DeltaTable() {}

    static Deltas deltas(Transaction transaction, String tenantId, UUID id) {
        BigDecimal total = transaction.query(TOTAL, tenantId, id).iterator().next().getBigDecimal("total");
        return new Deltas(total, by(transaction, tenantId, id, "scope::text", "official"),
                by(transaction, tenantId, id, "category::text", "official and scope = 3"),
                by(transaction, tenantId, id, "supplier_id", "official"),
                by(transaction, tenantId, id, "facility_id", "official"),
                by(transaction, tenantId, id, "method", "true"));
    }

    /** How many events cannot be worked out, by the first of their reasons. */
    static List<Refused> refused(Transaction transaction, String tenantId, UUID id) {
        return StreamSupport.stream(transaction.query(REFUSED, tenantId, id).spliterator(), false)
            .map(row -> new Refused(row.getString("code"), row.getLong("events")))
            .toList();
    }

    private static List<Delta> by(Transaction transaction, String tenantId, UUID id, String dimension,
            String condition) {
        return StreamSupport
            .stream(transaction.query(BY.formatted(dimension, condition), tenantId, id).spliterator(), false)
            .map(row -> {
                BigDecimal before = row.getBigDecimal("before");
                BigDecimal after = row.getBigDecimal("after");
                return new Delta(row.getString("value"), before, after, after.subtract(before), row.getLong("events"));
            })
            .toList();
    }
}
