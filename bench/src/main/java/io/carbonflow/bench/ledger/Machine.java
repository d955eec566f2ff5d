package io.carbonflow.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.database.Migrations;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.EmbeddedRegistry;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Ports;

/** PostgreSQL with fsync, Kafka and a registry on free ports, and the packaged services on them. */
final class Machine implements AutoCloseable {

    static final String TENANT = "bench";
    static final String KEY = "bench-key";
    /** Of the tenant whose entries are made by SQL. */
    static final String YEAR_KEY = "year-key";
    private static final String PASSWORD = "bench";

    private final DataDirectory data;
    private final Path root;
    private final List<String> javaOptions;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final String signingKey;

    /**
     * @param root        where the modules are, each with its {@code target}
     * @param javaOptions of the services' JVMs
     */
    Machine(Path directory, Path root, List<String> javaOptions) {
        this.data = new DataDirectory(directory);
        this.root = root;
        this.javaOptions = javaOptions;
        postgres = new EmbeddedPostgres(data, Ports.free(), PASSWORD, EmbeddedPostgres.Durability.FULL);
        kafka = new EmbeddedKafka(data, Ports.free());
        registry = EmbeddedRegistry.inMemory(data, Ports.free());
        signingKey = newSigningKey();
    }

    void start() throws SQLException {
        postgres.start();
        kafka.start();
        registry.start();
        KafkaTopics.create(kafka.bootstrapServers());
        Migrations.migrate(postgres.jdbcUrl(EmbeddedPostgres.DATABASE), EmbeddedPostgres.SUPERUSER, PASSWORD,
                Map.of(Migrations.LEDGER_ROLE, PASSWORD, Migrations.LEDGER_VERIFIER_ROLE, PASSWORD,
                        Migrations.QUERY_ROLE, PASSWORD));
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    Path directory() {
        return data.root();
    }

    /** A connection of the database's owner, whom no policy holds back. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(EmbeddedPostgres.DATABASE), EmbeddedPostgres.SUPERUSER,
                PASSWORD);
    }

    /** A ledger that is not started yet, with settings of its own. */
    ServiceProcess ledger(Map<String, String> settings) {
        var environment = environment(Migrations.LEDGER_ROLE, settings);
        environment.put("CARBONFLOW_LEDGER_SIGNING_KEY", signingKey);
        environment.put("CARBONFLOW_LEDGER_INSTANCE", TENANT);
        return service("ledger", environment);
    }

    ServiceProcess query() {
        return service("query", environment(Migrations.QUERY_ROLE, Map.of()));
    }

    private ServiceProcess service(String module, Map<String, String> environment) {
        int port = Ports.free();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new ServiceProcess(module, data, root, port, javaOptions, environment);
    }

    private Map<String, String> environment(String role, Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("CARBONFLOW_REGISTRY_URL", registry.url());
        environment.put("CARBONFLOW_TENANT", TENANT);
        environment.put("CARBONFLOW_API_KEY", KEY);
        environment.put("CARBONFLOW_EXTRA_KEYS", "year:owner:" + YEAR_KEY);
        environment.put("CARBONFLOW_DB_URL", postgres.reactiveUrl());
        environment.put("CARBONFLOW_DB_USER", role);
        environment.put("CARBONFLOW_DB_PASSWORD", PASSWORD);
        environment.put("CARBONFLOW_DB_VERIFIER_PASSWORD", PASSWORD);
        return environment;
    }

    /** Stops a process where it stands, so that it takes no part in what is measured or finds all its work at once. */
    static void freeze(ServiceProcess process) {
        signal("-STOP", process);
    }

    static void thaw(ServiceProcess process) {
        signal("-CONT", process);
    }

    private static void signal(String signal, ServiceProcess process) {
        try {
            int status = new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " of " + process.name() + " ended with " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("kill cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String newSigningKey() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime from 15 on has Ed25519", e);
        }
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
        postgres.close();
    }
}
