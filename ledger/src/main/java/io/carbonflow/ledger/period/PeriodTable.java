package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** What happened to the periods of a tenant. A row each time; none ever changes. */
final class PeriodTable {

    private static final String EVENTS = """
            select period_id, number, action, starts_at, ends_at, at, by_role, by_key, reason
            from ledger.period_event where tenant_id = $1
            """;
    private static final String ALL = EVENTS + " order by starts_at, ends_at, period_id, number";
    private static final String LAST = EVENTS
            + " and starts_at = $2 and ends_at = $3 order by number desc limit 1";
    private static final String INSERT = """
            insert into ledger.period_event
                (tenant_id, period_id, number, action, starts_at, ends_at, at, by_role, by_key, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;

    private final Transaction transaction;
    private final String tenantId;

    PeriodTable(Transaction transaction, String tenantId) {
        this.transaction = transaction;
        this.tenantId = tenantId;
    }

    /** Everything that happened, period by period, in the order of their beginning. */
    List<PeriodEvent> all() {
        return StreamSupport.stream(transaction.query(ALL, tenantId).spliterator(), false)
            .map(PeriodTable::event)
            .toList();
    }

    /** What happened last to the period with these bounds. */
    Optional<PeriodEvent> last(Instant from, Instant to) {
        var rows = transaction.query(LAST, tenantId, Times.toColumn(from), Times.toColumn(to));
        return StreamSupport.stream(rows.spliterator(), false).map(PeriodTable::event).findFirst();
    }

    void insert(PeriodEvent event) {
        transaction.enqueue(INSERT, tenantId, event.periodId(), event.number(),
                event.action().name().toLowerCase(Locale.ROOT), Times.toColumn(event.from()),
                Times.toColumn(event.to()), Times.toColumn(event.at()), event.byRole(), event.byKey(), event.reason());
    }

    private static PeriodEvent event(Row row) {
        return new PeriodEvent(row.getUUID("period_id"), row.getInteger("number"),
                PeriodEvent.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                Times.of(row, "starts_at"), Times.of(row, "ends_at"), Times.of(row, "at"), row.getString("by_role"),
                row.getString("by_key"), row.getString("reason"));
    }
}
