package io.carbonflow.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a supplier's year costs to ask for among many entries. They are made by SQL with the sums that belong to them, and
 * with short receipts and no chain of hashes, which the question does not touch.
 */
final class SupplierYear {

    private static final int SUPPLIERS = 200;
    private static final int SECONDS_OF_YEAR = 365 * 24 * 3_600;
    private static final int ENTRIES_OF_STEP = 500_000;
    private static final int QUESTIONS = 200;
    private static final String TENANT = "year";

    private static final String ENTRIES = """
            insert into ledger.entry (id, tenant_id, event_id, result_key, entry_type, official, scope, category, kg_co2e,
                kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, gwp_set, method, data_quality, kind, activity, quantity, unit,
                source_id, facility_id, supplier_id, country, channel, occurred_at, received_at, calculated_at, booked_at,
                factor_id, factor_edition, receipt, payload_sha256, correlation_id, chain, height, leaf_index, leaf_hash)
            select (substr(ledger.first_id_at(at)::text, 1, 14) || '7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '%1$s', 'y' || n, 'average_data', 'booked', true, 3, 1, n %% 1000 + 0.25,
                n %% 1000 + 0.25, n %% 1000 + 0.25, n %% 1000 + 0.25, 'AR6', 'average_data', 'calculated', 'supplier',
                'production', n %% 1000 + 1, 'kg', 'S' || n %% %2$d, 'F' || n %% %2$d, 'SUP-' || n %% %2$d, 'DE', 'bench',
                at, at, at, at, 'f', 'e', '{}', h, 'c', 900, n / 5000 + 1, n %% 5000, h
            from (select n, decode(repeat('00', 32), 'hex') as h,
                      timestamptz '2025-01-01 00:00:00+00' + make_interval(secs => n::float8 * %3$d / %4$d) as at
                  from generate_series(%5$d::bigint, %6$d::bigint) n) s
            """;
    private static final String SUMS = """
            insert into ledger.rollup (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, part,
                method, data_quality, gwp_set, factor_id, official, chain, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6,
                kg_co2e_low, kg_co2e_high, kg_co2e_scored, score_kg_co2e, entries, revised, last_occurred_at, last_booked_at)
            select tenant_id, '%1$s', date_bin('%2$s', occurred_at, timestamptz '0001-01-01 00:00:00+00'), supplier_id,
                facility_id, country, scope, category, part, method, data_quality, gwp_set, factor_id, official, chain,
                sum(kg_co2e), sum(kg_co2e), sum(kg_co2e), sum(kg_co2e), sum(kg_co2e), sum(kg_co2e), 0, 0, count(*), false,
                max(occurred_at), max(booked_at)
            from ledger.entry where tenant_id = '%3$s'
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
            """;

    private final Machine machine;
    private final long entries;

    SupplierYear(Machine machine, long entries) {
        this.machine = machine;
        this.entries = entries;
    }

    void run() throws SQLException, IOException, InterruptedException {
        long begin = System.nanoTime();
        fill();
        System.out.printf(Locale.ROOT, "%,d entries and their sums made in %.0f s%n", entries,
                (System.nanoTime() - begin) / 1e9);
        machine.postgres().kill(); // nothing is in its memory
        boolean isDropped = dropFileCache();
        machine.postgres().start();
        var query = machine.query();
        query.start();
        try {
            List<Double> cold = ask(query, 0);
            print(isDropped ? "cold, caches of server and system empty" : "cold, cache of the server empty", cold);
            print("warm", ask(query, 0));
        } finally {
            query.close();
        }
    }

    private void fill() throws SQLException {
        try (var connection = machine.connect(); var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            for (long from = 0; from < entries; from += ENTRIES_OF_STEP) {
                statement.execute(ENTRIES.formatted(TENANT, SUPPLIERS, SECONDS_OF_YEAR, entries, from,
                        Math.min(entries, from + ENTRIES_OF_STEP) - 1));
            }
            statement.execute("set work_mem = '256MB'");
            statement.execute(SUMS.formatted("5m", "5 minutes", TENANT));
            statement.execute(SUMS.formatted("1h", "1 hour", TENANT));
            statement.execute(SUMS.formatted("24h", "24 hours", TENANT));
            statement.execute("vacuum analyze ledger.rollup");
            statement.execute("analyze ledger.entry_row");
            statement.execute("checkpoint");
        }
    }

    /** Every supplier's year once. */
    private List<Double> ask(ServiceProcess query, int first) {
        var api = query.api(Machine.YEAR_KEY);
        var milliseconds = new ArrayList<Double>();
        for (int i = first; i < first + QUESTIONS; i++) {
            long begin = System.nanoTime();
            var answer = api.get("/v1/suppliers/SUP-" + i % SUPPLIERS
                    + "/inventory?start_date=2025-01-01&end_date=2025-12-31");
            milliseconds.add((System.nanoTime() - begin) / 1e6);
            if (answer.path("entries").asLong() != entries / SUPPLIERS) {
                throw new IllegalStateException("%,d entries expected: %s".formatted(entries / SUPPLIERS, answer));
            }
        }
        return milliseconds;
    }

    private static void print(String state, List<Double> milliseconds) {
        System.out.printf(Locale.ROOT, "a supplier's year, %s: p50 %.1f ms, p95 %.1f ms, longest %.1f ms%n", state,
                Figures.percentile(milliseconds, 50), Figures.percentile(milliseconds, 95),
                Figures.percentile(milliseconds, 100));
    }

    /** Whether the operating system let go of the files it holds in memory; only its owner may ask for that. */
    private static boolean dropFileCache() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        Path file = Path.of("/proc/sys/vm/drop_caches");
        if (!Files.isWritable(file)) {
            return false;
        }
        Files.writeString(file, "3\n");
        return true;
    }
}
