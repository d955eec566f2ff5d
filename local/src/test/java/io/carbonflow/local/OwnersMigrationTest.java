package io.carbonflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.database.Migrations;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.Ports;

/** In production the schema belongs to a role that may make roles and is no superuser. */
class OwnersMigrationTest {

    private static final String PASSWORD = "secret";

    /** What runs with its owner's rights is for those it was granted to. */
    private static final String OPEN_TO_EVERYBODY = """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') and prorettype <> 'trigger'::regtype
               and has_function_privilege('public', p.oid, 'execute')
            """;

    @TempDir
    Path directory;

    @Test
    void anOwnerWhoIsNoSuperuserBringsADatabaseUpToDateAndTwice() throws SQLException {
        try (var postgres = new EmbeddedPostgres(new DataDirectory(directory), Ports.free(), PASSWORD,
                EmbeddedPostgres.Durability.PROCESS_CRASH)) {
            postgres.start();
            String url = postgres.jdbcUrl("emissions");
            try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER,
                    PASSWORD); var statement = connection.createStatement()) {
                statement.execute("create role emissions_owner login createrole password '" + PASSWORD + "'");
                statement.execute("create database emissions owner emissions_owner");
            }

            for (int run = 0; run < 2; run++) {
                Migrations.migrate(url, "emissions_owner", PASSWORD, Map.of(Migrations.LEDGER_ROLE, "of the ledger"));
            }

            assertThat(column(url, Migrations.LEDGER_ROLE, "of the ledger", "select event_id from ledger.entry"))
                .isEmpty();
            assertThat(column(url, "emissions_owner", PASSWORD, OPEN_TO_EVERYBODY)).isEmpty();
        }
    }

    private static List<String> column(String url, String user, String password, String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
