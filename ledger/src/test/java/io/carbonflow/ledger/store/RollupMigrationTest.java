package io.carbonflow.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What becomes of a ledger that was filled before results had parts. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class RollupMigrationTest {

    private static final String PASSWORD = "secret";

    private final TestStack stack = TestStack.with(StackPart.POSTGRES);
    private final String name = "former_" + UUID.randomUUID().toString().replace("-", "");
    private String jdbcUrl;

    @BeforeEach
    void fill() throws SQLException {
        try (var superuser = stack.superuserConnection()) {
            execute(superuser, "create role " + name + " superuser login password '" + PASSWORD + "'",
                    "create database " + name);
        }
        jdbcUrl = stack.jdbcUrl().replaceFirst("/[^/]+$", "/" + name);
        migrate("4");
        try (var former = connection()) {
            // Two factors that shared a row, one entry of another window, one not official.
            execute(former, entry("f-1", "2025-11-03T10:01:00Z", "10.000001", "true"),
                    entry("f-2", "2025-11-03T10:02:00Z", "20.000002", "true"),
                    entry("f-1", "2025-11-03T11:00:00Z", "30.000003", "true"),
                    entry("f-1", "1969-12-31T23:59:59Z", "40.000004", "false"),
                    rollup("5m", "2025-11-03T10:00:00Z", "30.000003", 2, "true", "2025-11-03T10:02:00Z"),
                    rollup("1h", "2025-11-03T10:00:00Z", "30.000003", 2, "true", "2025-11-03T10:02:00Z"),
                    rollup("5m", "2025-11-03T11:00:00Z", "30.000003", 1, "true", "2025-11-03T11:00:00Z"),
                    rollup("1h", "2025-11-03T11:00:00Z", "30.000003", 1, "true", "2025-11-03T11:00:00Z"),
                    rollup("24h", "2025-11-03T00:00:00Z", "60.000006", 3, "true", "2025-11-03T11:00:00Z"),
                    rollup("5m", "1969-12-31T23:55:00Z", "40.000004", 1, "false", "1969-12-31T23:59:59Z"),
                    rollup("1h", "1969-12-31T23:00:00Z", "40.000004", 1, "false", "1969-12-31T23:59:59Z"),
                    rollup("24h", "1969-12-31T00:00:00Z", "40.000004", 1, "false", "1969-12-31T23:59:59Z"));
        }
    }

    @AfterEach
    void drop() throws SQLException {
        try (var superuser = stack.superuserConnection()) {
            execute(superuser, "drop database " + name, "drop role " + name);
        }
    }

    @Test
    void theSumsAreKeptByFactorAndAddUpToWhatTheyWere() throws SQLException {
        migrate("5");

        assertThat(rows("""
                select size, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), factor_id, part, official,
                    kg_co2e, kg_co2e_low, kg_co2e_high, kg_co2e_scored, entries, revised
                from ledger.rollup order by size, window_start, factor_id"""))
            .containsExactly("1h|1969-12-31 23:00|f-1|activity|f|40.000004|40.000004|40.000004|0.000000|1|f",
                    "1h|2025-11-03 10:00|f-1|activity|t|10.000001|10.000001|10.000001|0.000000|1|t",
                    "1h|2025-11-03 10:00|f-2|activity|t|20.000002|20.000002|20.000002|0.000000|1|t",
                    "1h|2025-11-03 11:00|f-1|activity|t|30.000003|30.000003|30.000003|0.000000|1|f",
                    "24h|1969-12-31 00:00|f-1|activity|f|40.000004|40.000004|40.000004|0.000000|1|f",
                    "24h|2025-11-03 00:00|f-1|activity|t|40.000004|40.000004|40.000004|0.000000|2|t",
                    "24h|2025-11-03 00:00|f-2|activity|t|20.000002|20.000002|20.000002|0.000000|1|t",
                    "5m|1969-12-31 23:55|f-1|activity|f|40.000004|40.000004|40.000004|0.000000|1|f",
                    "5m|2025-11-03 10:00|f-1|activity|t|10.000001|10.000001|10.000001|0.000000|1|t",
                    "5m|2025-11-03 10:00|f-2|activity|t|20.000002|20.000002|20.000002|0.000000|1|t",
                    "5m|2025-11-03 11:00|f-1|activity|t|30.000003|30.000003|30.000003|0.000000|1|f");
        assertThat(rows("select distinct part, element, methodology_id, methodology_version, quality_score, pcaf "
                + "from ledger.entry"))
            .containsExactly("activity|null|default|1|null|null");
    }

    @Test
    void sumsThatAreNotThoseOfTheEntriesStopTheMigration() throws SQLException {
        try (var former = connection()) {
            execute(former, "update ledger.rollup set kg_co2e = kg_co2e + 0.000001 where size = '24h'");
        }

        assertThatThrownBy(() -> migrate("5")).hasMessageContaining("verify the ledger");

        assertThat(rows("select count(*) from ledger.rollup")).containsExactly("8");
    }

    @Test
    void theWallBetweenTenantsStandsAgain() throws SQLException {
        migrate("5");

        assertThat(rows("""
                select relname from pg_class where relnamespace = 'ledger'::regnamespace and relrowsecurity
                    and relforcerowsecurity and relname in ('entry', 'rollup') order by 1"""))
            .containsExactly("entry", "rollup");
        assertThat(rows("select tgname from pg_trigger where tgrelid = 'ledger.entry'::regclass and tgenabled = 'A'"))
            .containsExactly("append_only");
    }

    private void migrate(String version) {
        Flyway.configure()
            .dataSource(jdbcUrl, name, PASSWORD)
            .locations("classpath:db/migration")
            .defaultSchema("public")
            .target(version)
            .load()
            .migrate();
    }

    private static String entry(String factor, String occurredAt, String kg, String official) {
        return """
                insert into ledger.entry (id, tenant_id, event_id, result_key, entry_type, official, scope, kg_co2e,
                    kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, gwp_set, method, data_quality, kind, activity, quantity, unit,
                    source_id, channel, occurred_at, received_at, calculated_at, booked_at, factor_id, factor_edition,
                    receipt, payload_sha256, correlation_id, chain, height, leaf_index, leaf_hash)
                values (gen_random_uuid(), 't', gen_random_uuid()::text, 'm', 'booked', %s, 2, %s, 1, 1, 1, 'AR6', 'm',
                    'measured', 'energy', 'a', 1, 'kWh', 's', 'rest', '%s', now(), now(), '2025-12-01Z', '%s', 'e', '{}',
                    sha256(''), 'c', 0, 1, 0, sha256(''))"""
            .formatted(official, kg, occurredAt, factor);
    }

    private static String rollup(String size, String start, String kg, int entries, String official, String last) {
        boolean revised = start.startsWith("2025-11-03T10") || (size.equals("24h") && start.startsWith("2025"));
        return """
                insert into ledger.rollup values ('t', '%s', '%s', '', '', '', 2, 0, 'm', 'measured', 'AR6', %s, 0, %s, %d,
                    %d, %d, %d, %s, '%s', '2025-12-01Z')"""
            .formatted(size, start, official, kg, entries, entries, entries,
                    entries, revised, last);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, name, PASSWORD);
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
