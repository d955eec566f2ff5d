package io.carbonflow.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Decides how a database keeps its entries, before it is migrated, and says how it does after. */
final class EntryStorage {

    private static final System.Logger LOG = System.getLogger(EntryStorage.class.getName());
    /** The first version that parts a table by UUIDs of version 7. */
    private static final int MAJOR_MIN = 2;
    private static final int MINOR_MIN = 22;
    /** Settings of the extension are there for everybody to see once the server has loaded it. */
    private static final String STATE = """
            select coalesce((select extversion from pg_extension where extname = 'timescaledb'),
                    (select default_version from pg_available_extensions where name = 'timescaledb')) as version,
                exists (select from pg_extension where extname = 'timescaledb') as is_installed,
                exists (select from pg_settings where name like 'timescaledb.%') as is_loaded
            """;

    private EntryStorage() {}

    /**
     * Whether the migrations are to use the extension, which then is installed.
     *
     * @throws IllegalStateException where it is required and cannot be had
     */
    static boolean prepare(Connection connection, TimescaleDb mode) throws SQLException {
        if (mode == TimescaleDb.OFF) {
            return false;
        }
        try (var statement = connection.createStatement(); var state = statement.executeQuery(STATE)) {
            state.next();
            String obstacle = obstacle(state.getString("version"), state.getBoolean("is_loaded"));
            if (obstacle != null) {
                return without(mode, obstacle);
            }
            if (state.getBoolean("is_installed")) {
                return true;
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("create extension if not exists timescaledb schema public");
            return true;
        } catch (SQLException e) {
            return without(mode, "the extension timescaledb cannot be installed: " + e.getMessage());
        }
    }

    private static boolean without(TimescaleDb mode, String obstacle) {
        if (mode == TimescaleDb.REQUIRED) {
            throw new IllegalStateException(TimescaleDb.VARIABLE + " is required: " + obstacle);
        }
        LOG.log(System.Logger.Level.INFO, "the entries are kept without TimescaleDB: {0}", obstacle);
        return false;
    }

    private static String obstacle(String version, boolean isLoaded) {
        if (version == null) {
            return "the server does not have the extension";
        }
        String[] numbers = version.split("[.-]");
        int major = Integer.parseInt(numbers[0]);
        if (major < MAJOR_MIN || major == MAJOR_MIN && Integer.parseInt(numbers[1]) < MINOR_MIN) {
            return "the extension is at least " + MAJOR_MIN + "." + MINOR_MIN + ", found " + version;
        }
        return isLoaded ? null : "the server has the extension, but shared_preload_libraries does not name it";
    }

    /**
     * Moves the entries where that is required and was not done yet, and says how they are kept.
     *
     * @param isUsable whether the extension is there
     */
    static void settle(Connection connection, TimescaleDb mode, boolean isUsable) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (mode == TimescaleDb.REQUIRED) {
                statement.execute("select ledger.use_timescaledb()");
            }
            try (var storage = statement.executeQuery("select kind, parts from ledger.entry_storage()")) {
                storage.next();
                boolean isChunked = storage.getString("kind").equals("timescaledb");
                LOG.log(System.Logger.Level.INFO, "the entries are kept {0} in {1} parts",
                        isChunked ? "by TimescaleDB" : "partitioned by month", storage.getLong("parts"));
                if (isUsable && !isChunked) {
                    LOG.log(System.Logger.Level.INFO, "TimescaleDB is there: {0}=required moves the entries into it",
                            TimescaleDb.VARIABLE);
                }
            }
        }
    }
}
