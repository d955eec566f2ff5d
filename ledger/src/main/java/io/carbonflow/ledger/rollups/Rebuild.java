package io.carbonflow.ledger.rollups;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;

/**
 * Makes the sums of a tenant anew from its entries, month by month, where they are not what these add up to. Bookings of
 * the tenant wait while a month is looked at, and go on between two.
 */
@ApplicationScoped
class Rebuild {

    private static final String BOUNDS = """
            select least((select min(window_start) from ledger.rollup where tenant_id = $1 and size = '24h'),
                    (select min(coalesce(accounted_at, occurred_at)) from ledger.entry where tenant_id = $1)) as first,
                greatest((select max(window_start) from ledger.rollup where tenant_id = $1 and size = '24h'),
                    (select max(coalesce(accounted_at, occurred_at)) from ledger.entry where tenant_id = $1)) as last
            """;
    private static final String REBUILD = """
            select sums, changed from ledger.rebuild_rollup($1, make_interval(secs => $2), $3, $4)
            """;

    private final Transactions transactions;
    private final Duration lateness;

    Rebuild(Transactions transactions, LedgerConfig config) {
        this.transactions = transactions;
        this.lateness = config.lateness();
    }

    /**
     * What came of it.
     *
     * @param rows    how many sums there are now
     * @param changes rows that were there and are not, or the reverse; 0 where all was right
     */
    @RegisterForReflection
    record Outcome(long rows, long changes) {

        Outcome plus(Outcome other) {
            return new Outcome(rows + other.rows, changes + other.changes);
        }
    }

    Outcome of(String tenantId) {
        var outcome = new Outcome(0, 0);
        Row bounds = transactions.snapshot(tenantId,
                transaction -> transaction.query(BOUNDS, tenantId).iterator().next());
        Instant last = Times.of(bounds, "last");
        if (last == null) {
            return outcome;
        }
        Instant month = startOfMonth(Times.of(bounds, "first"));
        while (!month.isAfter(last)) {
            Instant from = month;
            Instant to = month.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
            outcome = outcome.plus(transactions.run(List.of(tenantId),
                    transaction -> ofMonth(transaction, tenantId, from, to)));
            month = to;
        }
        return outcome;
    }

    private Outcome ofMonth(Transaction transaction, String tenantId, Instant from, Instant to) {
        BookingMoment.begin(transaction, List.of(tenantId), List.of(tenantId));
        Row row = transaction.query(REBUILD, tenantId, (double) lateness.toMillis() / 1_000, Times.toColumn(from),
                Times.toColumn(to))
            .iterator()
            .next();
        return new Outcome(row.getLong("sums"), row.getLong("changed"));
    }

    private static Instant startOfMonth(Instant time) {
        return time.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .with(TemporalAdjusters.firstDayOfMonth())
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    }
}
