package io.carbonflow.ledger.store;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.database.Migrations;
import io.carbonflow.database.TimescaleDb;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.verification.IndependentChain;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What becomes of a ledger that was filled while its entries were one table. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class PartitionMigrationTest {

    private static final String PASSWORD = "secret";
    private static final int CHAIN = 2;

    private final LedgerProbe ledger = new LedgerProbe();
    private final String name = "whole_" + UUID.randomUUID().toString().replace("-", "");
    private final String tenant = TestStack.aTenant();
    private final String jdbcUrl = ledger.stack().jdbcUrl().replaceFirst("/[^/]+$", "/" + name);

    /** A chain that was really booked, with an entry that was taken back, put into a database of before. */
    @BeforeEach
    void aFilledLedger() throws SQLException {
        for (String revision : List.of("1", "2")) {
            var version = anEmissionOf(anActivity().tenant(tenant).eventId("evt").quantity(revision, "kWh").build())
                .result(revision + ".000000", 2, null, "location_based")
                .build();
            version.setRevision(revision);
            ledger.deliver(CHAIN, version);
        }
        ledger.awaitEntries(tenant, 3);
        ledger.execute("create role " + name + " superuser login password '" + PASSWORD + "'",
                "create database " + name);
        Flyway.configure()
            .dataSource(jdbcUrl, name, PASSWORD)
            .locations("classpath:db/migration")
            .defaultSchema("public")
            .target("14?")
            .load()
            .migrate();
        carry("block");
        carry("entry");
    }

    @AfterEach
    void drop() {
        ledger.execute("drop database " + name + " with (force)", "drop role " + name);
        ledger.close();
    }

    @Test
    void everyEntryIsWhatItWasAndTheChainVerifies() throws SQLException {
        String columns = columnsOf("entry");
        var before = rows("select row(" + columns + ")::text from ledger.entry order by id");
        assertThat(before).isNotEmpty();

        migrate();

        assertThat(rows("select row(" + columns + ")::text from ledger.entry order by id")).isEqualTo(before);
        assertThat(new IndependentChain(this::rows).recompute()).containsKey(CHAIN);
    }

    @Test
    void whatWasTakenBackBeforeIsTakenBackOnce() throws SQLException {
        migrate();

        assertThatThrownBy(() -> execute(
                "create temporary table again as select * from ledger.entry where reverses is not null",
                "update again set id = overlay(id::text placing 'ffff' from 33)::uuid",
                "insert into ledger.entry select * from again"))
            .hasStackTraceContaining("entry_reversing");
    }

    @Test
    void theEntriesOfBeforeAreGuardedToo() throws SQLException {
        migrate();

        var parts = rows("select distinct tableoid::regclass from ledger.entry_row");
        assertThat(parts).isNotEmpty();
        for (var part : parts) {
            assertThatThrownBy(() -> execute("update " + part.get(0) + " set kg_co2e = 0"))
                .hasMessageContaining("append-only");
        }
        assertThat(rows("""
                select grantee, privilege_type from information_schema.role_table_grants
                where table_schema = 'ledger' and table_name like 'entry\\_%' and grantee like 'carbonflow%'"""))
            .isEmpty();
    }

    @Test
    void idsThatTellNoTimeStayInAPartitionOfTheirOwn() throws SQLException {
        execute("alter table ledger.entry disable trigger all",
                "update ledger.entry set id = 'ffffffff-0000-4000-8000-000000000000' where id in "
                        + "(select id from ledger.entry where reverses is null limit 1)",
                "alter table ledger.entry enable trigger all");
        long before = rows("select from ledger.entry").size();

        Migrations.migrate(jdbcUrl, name, PASSWORD, Map.of(), TimescaleDb.OFF);

        assertThat(rows("select from ledger.entry")).hasSize((int) before);
        assertThat(rows("select tableoid::regclass from ledger.entry_row where id::text like 'ffffffff%'"))
            .containsExactly(List.of("ledger.entry_row_former"));
    }

    /** As the tests of the whole module are. */
    private void migrate() throws SQLException {
        Migrations.migrate(jdbcUrl, name, PASSWORD, Map.of(), TimescaleDb.of(System.getenv(TimescaleDb.VARIABLE)));
    }

    private void carry(String table) throws SQLException {
        String columns = columnsOf(table);
        String chain = ledger.rows("select format('(%s)', string_agg(quote_nullable(row), ', ')) from (select "
                + "row(" + columns + ")::text as row from ledger." + table + " where chain = " + CHAIN + ") r")
            .get(0)
            .get(0);
        execute("insert into ledger." + table + " select (t::text::ledger." + table + ").* from unnest(array["
                + chain.substring(1, chain.length() - 1) + "]) t");
    }

    private String columnsOf(String table) throws SQLException {
        return rows("select quote_ident(attname) from pg_attribute where attrelid = 'ledger." + table
                + "'::regclass and attnum > 0 and not attisdropped order by attnum")
            .stream()
            .map(row -> row.get(0))
            .collect(Collectors.joining(", "));
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, name, PASSWORD);
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = connection(); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<List<String>> rows(String sql, Object... values) {
        try (var connection = connection(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var rows = new ArrayList<List<String>>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
