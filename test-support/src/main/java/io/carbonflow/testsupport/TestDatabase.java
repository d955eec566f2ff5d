package io.carbonflow.testsupport;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database of this JVM's own on a server that was given by the system property {@value #PROPERTY}, in the place of the
 * embedded one: {@code postgresql://superuser:password@host:port}. Removed when the JVM ends.
 */
record TestDatabase(String host, int port, String user, String password) {

    static final String PROPERTY = "test.database";

    /** Empty where the tests run on the embedded server. */
    static final Optional<TestDatabase> GIVEN = Optional.ofNullable(System.getProperty(PROPERTY))
        .filter(text -> !text.isBlank())
        .map(TestDatabase::of);

    private static TestDatabase of(String text) {
        URI url = URI.create(text.strip());
        String[] login = url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        if (url.getHost() == null || url.getPort() < 0 || login.length != 2) {
            throw new IllegalArgumentException(PROPERTY + " is not postgresql://superuser:password@host:port");
        }
        return new TestDatabase(url.getHost(), url.getPort(), login[0], login[1]);
    }

    String jdbcUrl() {
        return jdbcUrl(name());
    }

    void create() {
        execute("create database " + name());
        Runtime.getRuntime().addShutdownHook(new Thread(this::drop, "drop-" + name()));
    }

    private void drop() {
        execute("drop database if exists " + name() + " with (force)");
    }

    private String name() {
        return "test_" + ProcessHandle.current().pid();
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
