package io.carbonflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path directory;

    @Test
    void keepsItsRowsAcrossAKill() throws SQLException {
        // Given
        try (var postgres = postgres("secret")) {
            postgres.start();
            execute(postgres, "create table kept(id int)");
            execute(postgres, "insert into kept values (42)");

            // When
            postgres.kill();
            postgres.start();

            // Then
            assertThat(query(postgres, "select id from kept")).isEqualTo("42");
            assertThat(query(postgres, "show server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void endsTheServerThatAnEarlierRunLeftBehindAndContinues() throws SQLException {
        // Given
        var abandoned = postgres("secret");
        abandoned.start();
        execute(abandoned, "create table kept(id int)");
        long pid = abandoned.pid();

        // When
        try (var postgres = postgres("secret")) {
            postgres.start();

            // Then
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(query(postgres, "select count(*) from kept")).isEqualTo("0");
        }
    }

    @Test
    void startsAlthoughItsOldProcessIdBelongsToSomebodyElse() throws Exception {
        // Given
        try (var postgres = postgres("secret")) {
            postgres.start();
            Path pidFile = directory.resolve("postgres/cluster/postmaster.pid");
            String content = Files.readString(pidFile);
            postgres.kill();
            Files.writeString(pidFile, content.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));

            // When
            postgres.start();

            // Then
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void takesANewPasswordAtTheNextStart() throws SQLException {
        // Given
        var before = postgres("before");
        before.start();
        before.stop();

        // When
        try (var after = postgres("af'ter")) {
            after.start();

            // Then
            assertThat(query(after, "select 1")).isEqualTo("1");
            assertThatThrownBy(() -> DriverManager.getConnection(after.jdbcUrl("carbonflow"), "postgres", "before"))
                .hasMessageContaining("password authentication failed");
        }
    }

    private EmbeddedPostgres postgres(String password) {
        return new EmbeddedPostgres(new DataDirectory(directory), Ports.free(), password,
                EmbeddedPostgres.Durability.FULL);
    }

    private static void execute(EmbeddedPostgres postgres, String statement) throws SQLException {
        try (var connection = connection(postgres); var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String query(EmbeddedPostgres postgres, String statement) throws SQLException {
        try (var connection = connection(postgres);
                var sql = connection.createStatement();
                var result = sql.executeQuery(statement)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connection(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(EmbeddedPostgres.DATABASE), "postgres",
                postgres.password());
    }
}
