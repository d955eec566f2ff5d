package io.carbonflow.local.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** Compares every kept sum with the entries', and every count with what it must come to. */
final class SumAudit {

    private static final String ROLLUPS = """
            with placed as (
                select e.tenant_id, s.size, case s.size
                        when '24h' then date_trunc('day', coalesce(accounted_at, occurred_at), 'UTC')
                        when '1h' then date_trunc('hour', coalesce(accounted_at, occurred_at), 'UTC')
                        else to_timestamp(floor(extract(epoch from coalesce(accounted_at, occurred_at)) / 300) * 300)
                    end as window_start, e.scope, coalesce(e.category, 0) as category, e.method, e.official,
                    coalesce(e.supplier_id, '') as supplier_id, coalesce(e.facility_id, '') as facility_id,
                    e.data_quality, e.kg_co2e
                from ledger.entry e cross join (values ('5m'), ('1h'), ('24h')) as s(size)),
            entries as (
                select tenant_id, size, window_start, scope, category, method, official, supplier_id, facility_id,
                    data_quality, sum(kg_co2e) as kg, count(*) as n
                from placed group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            sums as (
                select tenant_id, size, window_start, scope, category, method, official, supplier_id, facility_id,
                    data_quality, sum(kg_co2e) as kg, sum(entries) as n
                from ledger.rollup group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
            select tenant_id || ' ' || size || ' ' || window_start as place, e.kg as entry_kg, s.kg as sum_kg, e.n as entry_n,
                s.n as sum_n
            from entries e full join sums s using (tenant_id, size, window_start, scope, category, method, official,
                supplier_id, facility_id, data_quality)
            where e.kg is distinct from s.kg or e.n is distinct from s.n
            """;
    private static final String MINUTES = """
            select tenant_id || ' ' || minute as place,
                sum(case measure when 'received' then events else -events end) as difference
            from ledger.tally group by tenant_id, minute
            having sum(case measure when 'received' then events else -events end) <> 0
            """;

    private final Connection database;
    private final Findings findings;

    SumAudit(Connection database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    void check() throws SQLException {
        try (var statement = database.createStatement()) {
            try (var found = statement.executeQuery(ROLLUPS)) {
                while (found.next()) {
                    findings.wrong("the sum of " + found.getString("place") + " is " + found.getString("sum_kg")
                            + " kg of "
                            + found.getString("sum_n") + " entries; the entries come to " + found.getString("entry_kg")
                            + " kg of " + found.getString("entry_n"));
                }
            }
            try (var found = statement.executeQuery(MINUTES)) {
                while (found.next()) {
                    findings.wrong("the minute " + found.getString("place") + " has a difference of "
                            + found.getString("difference"));
                }
            }
            try (var found = statement.executeQuery("""
                    select (select count(*) from ledger.rollup) as sums,
                        (select count(distinct (tenant_id, minute)) from ledger.tally) as minutes""")) {
                found.next();
                findings.looked("sums       %,d windows equal their entries, %,d minutes add up"
                    .formatted(found.getLong("sums"), found.getLong("minutes")));
            }
        }
    }
}
