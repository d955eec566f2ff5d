package io.carbonflow.local.stack;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.database.Migrations;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.EmbeddedRegistry;

/** The database the services use, embedded or the user's own. */
final class Database {

    private Database() {}

    /** Brings the schema up to date, sets the passwords of the services' roles, and makes room for the registry. */
    static void migrate(StackSettings settings, Optional<EmbeddedPostgres> embedded) throws SQLException {
        Map<String, String> passwords = Stream
            .concat(Arrays.stream(ServiceKind.values()).flatMap(kind -> kind.databaseRole().stream()),
                    Stream.of(Migrations.LEDGER_VERIFIER_ROLE))
            .collect(Collectors.toMap(role -> role, settings::rolePassword));
        if (embedded.isPresent()) {
            Migrations.migrate(embedded.get().jdbcUrl(EmbeddedPostgres.DATABASE), EmbeddedPostgres.SUPERUSER,
                    embedded.get().password(), passwords, settings.timescaleDb());
            return;
        }
        var external = settings.externalPostgres().orElseThrow();
        Migrations.migrate(external.jdbcUrl(external.database()), external.user(), external.password(), passwords,
                settings.timescaleDb());
        if (settings.externalRegistryUrl().isEmpty()) {
            createRegistryDatabase(external);
        }
    }

    static EmbeddedRegistry.Storage registryStorage(StackSettings settings, Optional<EmbeddedPostgres> embedded) {
        return embedded.map(EmbeddedPostgres::registryStorage).orElseGet(() -> {
            var external = settings.externalPostgres().orElseThrow();
            return new EmbeddedRegistry.Storage(external.jdbcUrl(EmbeddedPostgres.REGISTRY_DATABASE), external.user(),
                    external.password());
        });
    }

    private static void createRegistryDatabase(StackSettings.ExternalPostgres external) throws SQLException {
        try (var connection = DriverManager.getConnection(external.jdbcUrl(external.database()), external.user(),
                external.password()); var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_database where datname = '"
                    + EmbeddedPostgres.REGISTRY_DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + EmbeddedPostgres.REGISTRY_DATABASE);
        }
    }
}
