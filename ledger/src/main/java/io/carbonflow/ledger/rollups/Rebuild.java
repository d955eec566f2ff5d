package io.carbonflow.ledger.rollups;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;

/**
 * Makes the sums of a tenant anew from its entries, day by day, where they are not what these add up to. Bookings of
 * the tenant wait while a day is looked at, and go on between two.
 */
@ApplicationScoped
class Rebuild {

    /** From one day that has entries or sums to the next, each found in an index. */
    private static final String DAYS = """
            with recursive occurred as (
                    select min(occurred_at) as at from ledger.entry where tenant_id = $1
                    union all
                    select (select min(e.occurred_at) from ledger.entry e where e.tenant_id = $1
                        and e.occurred_at >= date_trunc('day', o.at, 'UTC') + interval '24 hours')
                    from occurred o where o.at is not null),
                accounted as (
                    select min(accounted_at) as at from ledger.entry where tenant_id = $1 and accounted_at is not null
                    union all
                    select (select min(e.accounted_at) from ledger.entry e where e.tenant_id = $1
                        and e.accounted_at >= date_trunc('day', a.at, 'UTC') + interval '24 hours')
                    from accounted a where a.at is not null),
                summed as (
                    select min(window_start) as at from ledger.rollup where tenant_id = $1 and size = '24h'
                    union all
                    select (select min(r.window_start) from ledger.rollup r where r.tenant_id = $1 and r.size = '24h'
                        and r.window_start > s.at)
                    from summed s where s.at is not null)
            select distinct (at at time zone 'UTC')::date as day
            from (select at from occurred union all select at from accounted union all select at from summed) every
            where at is not null order by day
            """;
    private static final String REBUILD = """
            select sums, changed from ledger.rebuild_rollup($1, $2::bigint * interval '1 millisecond', $3)
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
        for (LocalDate day : days(tenantId)) {
            outcome = outcome
                .plus(transactions.run(List.of(tenantId), transaction -> ofDay(transaction, tenantId, day)));
        }
        return outcome;
    }

    private List<LocalDate> days(String tenantId) {
        var days = new ArrayList<LocalDate>();
        transactions.snapshot(tenantId, transaction -> transaction.query(DAYS, tenantId))
            .forEach(row -> days.add(row.getLocalDate("day")));
        return days;
    }

    private Outcome ofDay(Transaction transaction, String tenantId, LocalDate day) {
        Row row = transaction.query(REBUILD, tenantId, lateness.toMillis(), day).iterator().next();
        return new Outcome(row.getLong("sums"), row.getLong("changed"));
    }
}
