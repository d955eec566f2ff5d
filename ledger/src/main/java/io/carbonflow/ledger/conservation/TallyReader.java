package io.carbonflow.ledger.conservation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.tally.Measure;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** Reads the counts, all of one moment. */
@ApplicationScoped
class TallyReader {

    private static final String TOTALS = """
            select measure, sum(events)::bigint as events from ledger.tally where tenant_id = $1 group by measure
            """;
    private static final String TOTALS_OF_ALL = """
            select measure, sum(events)::bigint as events from ledger.tally group by measure
            """;
    private static final String UNSETTLED_BY_TENANT = """
            select tenant_id, sum(case measure when 'received' then events else -events end)::bigint as events
            from ledger.tally group by tenant_id
            having sum(case measure when 'received' then events else -events end) <> 0
            order by abs(sum(case measure when 'received' then events else -events end)) desc, tenant_id limit $1
            """;
    private static final String BY_MINUTE = """
            select minute, measure, sum(events)::bigint as events from ledger.tally
            where tenant_id = $1 and minute in (
                select distinct minute from ledger.tally where tenant_id = $1 order by minute desc limit $2)
            group by minute, measure
            """;

    private final Transactions transactions;

    TallyReader(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The counts of one minute of receipt. */
    record Minute(Instant minute, Counts counts) {}

    /** Totals and their newest minutes, oldest first. */
    record Snapshot(Counts totals, List<Minute> minutes) {}

    Snapshot of(String tenantId, int minutesMax) {
        return transactions.snapshot(tenantId, transaction -> new Snapshot(
                totals(transaction.query(TOTALS, tenantId)), minutes(transaction, tenantId, minutesMax)));
    }

    Snapshot ofAllTenants() {
        return transactions.snapshotOfAllTenants(
                transaction -> new Snapshot(totals(transaction.query(TOTALS_OF_ALL)), List.of()));
    }

    /** What is received and not settled of each tenant of whom there is any, the most first. */
    Map<String, Long> unsettledByTenant(int tenantsMax) {
        return transactions.snapshotOfAllTenants(transaction -> {
            var unsettled = new LinkedHashMap<String, Long>();
            transaction.query(UNSETTLED_BY_TENANT, tenantsMax)
                .forEach(row -> unsettled.put(row.getString("tenant_id"), row.getLong("events")));
            return unsettled;
        });
    }

    private static List<Minute> minutes(Transaction transaction, String tenantId, int minutesMax) {
        Map<Instant, Counts> byMinute = new TreeMap<>();
        for (Row row : transaction.query(BY_MINUTE, tenantId, minutesMax)) {
            byMinute.computeIfAbsent(Times.of(row, "minute"), minute -> new Counts())
                .add(measure(row), row.getLong("events"));
        }
        var minutes = new ArrayList<Minute>();
        byMinute.forEach((minute, counts) -> minutes.add(new Minute(minute, counts)));
        return minutes;
    }

    private static Counts totals(RowSet<Row> rows) {
        var counts = new Counts();
        for (Row row : rows) {
            counts.add(measure(row), row.getLong("events"));
        }
        return counts;
    }

    private static Measure measure(Row row) {
        return Measure.valueOf(row.getString("measure").toUpperCase(Locale.ROOT));
    }
}
