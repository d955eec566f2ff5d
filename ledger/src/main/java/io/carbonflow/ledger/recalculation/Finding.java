package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Transaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.data.Numeric;

/**
 * Something a reconciliation found that is not as it should be, or that it could not tell.
 *
 * @param kind       entry: a mass is not what its event comes to; reversal: it is not the negative of what it takes back;
 *                   missing: a result of an event has no entry; not_recomputed: it could not be worked out; rollup: a sum is
 *                   not that of its entries
 * @param subject    the entry's id; of what is missing the result and its event; of a sum its size, window and key
 * @param booked     kg CO2e as it stands
 * @param recomputed kg CO2e as it should be; absent where that could not be worked out
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(String kind, String subject, String eventId, int scope, Integer category, String method,
        boolean official, BigDecimal booked, BigDecimal recomputed, String why) {

    private static final String PAGE = """
            select kind, subject, event_id, scope, category, method, official, booked, recomputed, why
            from ledger.reconciliation_finding
            where tenant_id = $1 and reconciliation_id = $2 and ($3::text is null or (kind || ' ' || subject) > $3)
            order by kind || ' ' || subject limit $4
            """;

    static Finding of(String kind, LedgerEntry entry, BigDecimal recomputed, String why) {
        var result = entry.result();
        return new Finding(kind, entry.id().toString(), entry.activity().eventId(), result.scope(), result.category(),
                result.method(), result.official(), result.masses().co2e(), recomputed, why);
    }

    /** The place of a finding in the order of a list. */
    String place() {
        return kind + ' ' + subject;
    }

    static void insert(Transaction transaction, String tenantId, UUID id, List<Finding> findings) {
        if (!findings.isEmpty()) {
            var columns = columns(tenantId, id);
            transaction.enqueue(columns.insertInto("ledger.reconciliation_finding") + " on conflict do nothing",
                    columns.arrays(findings));
        }
    }

    static List<Finding> page(Transaction transaction, String tenantId, UUID id, String after, int limit) {
        return StreamSupport.stream(transaction.query(PAGE, tenantId, id, after, limit).spliterator(), false)
            .map(Finding::of)
            .toList();
    }

    private static Finding of(Row row) {
        Short category = row.getShort("category");
        return new Finding(row.getString("kind"), row.getString("subject"), row.getString("event_id"),
                row.getShort("scope"), category == null ? null : category.intValue(), row.getString("method"),
                row.getBoolean("official"), row.getBigDecimal("booked"), row.getBigDecimal("recomputed"),
                row.getString("why"));
    }

    private static Columns<Finding> columns(String tenantId, UUID id) {
        return new Columns<Finding>()
            .add("tenant_id", "text", String[]::new, one -> tenantId)
            .add("reconciliation_id", "uuid", UUID[]::new, one -> id)
            .add("kind", "text", String[]::new, Finding::kind)
            .add("subject", "text", String[]::new, Finding::subject)
            .add("event_id", "text", String[]::new, Finding::eventId)
            .add("scope", "smallint", Short[]::new, one -> (short) one.scope())
            .add("category", "smallint", Short[]::new,
                    one -> one.category() == null ? null : one.category().shortValue())
            .add("method", "text", String[]::new, Finding::method)
            .add("official", "boolean", Boolean[]::new, Finding::official)
            .add("booked", "numeric", Numeric[]::new, one -> Numeric.create(one.booked()))
            .add("recomputed", "numeric", Numeric[]::new,
                    one -> one.recomputed() == null ? null : Numeric.create(one.recomputed()))
            .add("why", "text", String[]::new, Finding::why);
    }
}
