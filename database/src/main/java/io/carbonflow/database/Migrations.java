package io.carbonflow.database;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.flywaydb.core.Flyway;

/**
 * Brings a database to the present schema. Safe to run by several starters at once (Flyway locks) and on a database that
 * is already there.
 */
public final class Migrations {

    /** The ledger service: appends entries, keeps the rollups. */
    public static final String LEDGER_ROLE = "carbonflow_ledger";
    /** The ledger service where it reads across tenants: recomputes the chains, adds up the counts; writes nothing. */
    public static final String LEDGER_VERIFIER_ROLE = "carbonflow_ledger_verifier";
    /** The query service: reads entries and rollups, keeps the master data. */
    public static final String QUERY_ROLE = "carbonflow_query";
    /** The gateway: reads dead letters. */
    public static final String GATEWAY_ROLE = "carbonflow_gateway";
    /** The factor service: keeps the editions. */
    public static final String FACTORS_ROLE = "carbonflow_factors";

    /** An owner who is no superuser hands functions over to roles it made, and goes on to say who may call them. */
    private static final String HANDING_OVER = "set createrole_self_grant = 'set, inherit'";

    private Migrations() {}

    /** As with {@link TimescaleDb#AUTO}. */
    public static void migrate(String jdbcUrl, String user, String password, Map<String, String> rolePasswords)
            throws SQLException {
        migrate(jdbcUrl, user, password, rolePasswords, TimescaleDb.AUTO);
    }

    /**
     * Applies what is missing, then sets the passwords of the services' roles.
     *
     * @param jdbcUrl       for example {@code jdbc:postgresql://localhost:5432/carbonflow}
     * @param user          a role that may create schemas and roles
     * @param password      of that role; may be empty where the server trusts it
     * @param rolePasswords password by role name; a role that is not named keeps the one it has
     * @param timescaleDb   how the entries are kept
     * @throws IllegalStateException where TimescaleDB is required and cannot be had
     */
    public static void migrate(String jdbcUrl, String user, String password, Map<String, String> rolePasswords,
            TimescaleDb timescaleDb) throws SQLException {
        requireNonNull(jdbcUrl, "jdbcUrl is null");
        boolean isUsed;
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            isUsed = EntryStorage.prepare(connection, timescaleDb);
        }
        Flyway.configure()
            .dataSource(jdbcUrl, user, password)
            .locations("classpath:db/migration")
            .defaultSchema("public")
            .initSql("set carbonflow.timescaledb = '" + (isUsed ? "on" : "off") + "'; " + HANDING_OVER)
            .load()
            .migrate();
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            EntryStorage.settle(connection, timescaleDb, isUsed);
            for (var entry : rolePasswords.entrySet()) {
                setPassword(connection, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        // ALTER ROLE takes no parameters; the server does the quoting.
        try (var quote = connection.prepareStatement("select format('alter role %I password %L', ?::text, ?::text)")) {
            quote.setString(1, role);
            quote.setString(2, password);
            try (var result = quote.executeQuery(); var statement = connection.createStatement()) {
                result.next();
                statement.execute(result.getString(1));
            }
        }
    }
}
