package io.carbonflow.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.database.Migrations;
import io.carbonflow.database.TimescaleDb;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.EmbeddedMqtt;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.EmbeddedRegistry;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Part;
import io.carbonflow.embedded.Ports;

/**
 * The real parts, started once per JVM on random ports, with our topics and our database schema.
 *
 * <p>
 * Quarkus loads tests in several class loaders, so what is shared lives in the system properties, which they have in
 * common.
 */
public final class TestStack {

    /** The tenant whose owner key is {@link #API_KEY}. */
    public static final String TENANT = "demo";
    public static final String API_KEY = "test-owner-key";
    /** The key of a service of ours, which belongs to no tenant. */
    public static final String SERVICE_KEY = "test-service-key";
    /** A second tenant and one key of each further role of the first. */
    public static final String OTHER_TENANT = "other";
    public static final String OTHER_API_KEY = "other-owner-key";
    public static final String ADMIN_KEY = "test-admin-key";
    public static final String VIEWER_KEY = "test-viewer-key";
    public static final String AUDITOR_KEY = "test-auditor-key";
    public static final String DEVICE_KEY = "test-device-key";
    /** A tenant that is at home in another region. */
    public static final String ELSEWHERE_TENANT = "elsewhere";
    public static final String ELSEWHERE_API_KEY = "elsewhere-owner-key";
    public static final String EXTRA_KEYS = OTHER_TENANT + ":owner:" + OTHER_API_KEY + "," + TENANT + ":viewer:"
            + VIEWER_KEY + "," + TENANT + ":admin:" + ADMIN_KEY + "," + TENANT + ":auditor:" + AUDITOR_KEY + ","
            + TENANT + ":device:" + DEVICE_KEY + "," + ELSEWHERE_TENANT + ":owner:" + ELSEWHERE_API_KEY;
    /** Where the services under test stand: the second tenant is pinned to it, the one elsewhere is not. */
    public static final String REGION = "test-north";
    public static final String TENANT_REGIONS = OTHER_TENANT + ":" + REGION + "," + ELSEWHERE_TENANT + ":test-south";

    private static final String GATEWAY_KEY = "test-gateway-key";
    private static final String SUPERUSER_PASSWORD = "test-superuser";
    private static final String ROLE_PASSWORD = "test-role";
    private static final String PROPERTY_PREFIX = "test-stack.";
    private static final List<String> ROLES = List.of(Migrations.LEDGER_ROLE, Migrations.LEDGER_VERIFIER_ROLE,
            Migrations.QUERY_ROLE,
            Migrations.GATEWAY_ROLE, Migrations.FACTORS_ROLE);

    private static final TestStack INSTANCE = new TestStack();

    private TestStack() {}

    /** The stack with at least these parts running. */
    public static TestStack with(StackPart... parts) {
        var lock = (Lock) System.getProperties().computeIfAbsent(PROPERTY_PREFIX + "lock", key -> new ReentrantLock());
        lock.lock();
        try {
            var missing = EnumSet.noneOf(StackPart.class);
            Stream.of(parts).filter(part -> port(part) == null).forEach(missing::add);
            start(missing);
        } finally {
            lock.unlock();
        }
        return INSTANCE;
    }

    /** A tenant id no other test has. Records and rows of tests stay apart by it. */
    public static String aTenant() {
        return "t-" + UUID.randomUUID();
    }

    public String kafkaBootstrapServers() {
        return "localhost:" + requiredPort(StackPart.KAFKA);
    }

    public String registryUrl() {
        return "http://localhost:" + requiredPort(StackPart.REGISTRY);
    }

    public int mqttPort() {
        return Integer.parseInt(requiredPort(StackPart.MQTT));
    }

    public String jdbcUrl() {
        return TestDatabase.GIVEN.map(TestDatabase::jdbcUrl)
            .orElseGet(() -> "jdbc:postgresql://localhost:" + requiredPort(StackPart.POSTGRES) + "/"
                    + EmbeddedPostgres.DATABASE);
    }

    /** A connection as superuser, past row-level security. */
    public Connection superuserConnection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(),
                TestDatabase.GIVEN.map(TestDatabase::user).orElse(EmbeddedPostgres.SUPERUSER),
                TestDatabase.GIVEN.map(TestDatabase::password).orElse(SUPERUSER_PASSWORD));
    }

    /** A connection as one of the services' roles. */
    public Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role, ROLE_PASSWORD);
    }

    /** What a service must be told to use the part. */
    Map<String, String> configuration(StackPart part, String databaseRole) {
        return switch (part) {
            case KAFKA -> Map.of("kafka.bootstrap.servers", kafkaBootstrapServers());
            case REGISTRY -> Map.of("carbonflow.registry.url", registryUrl());
            case MQTT -> Map.of("carbonflow.mqtt.host", "localhost", "carbonflow.mqtt.port",
                    requiredPort(StackPart.MQTT), "carbonflow.mqtt.username", "gateway", "carbonflow.mqtt.password",
                    GATEWAY_KEY);
            case POSTGRES -> databases(databaseRole);
        };
    }

    /** The service's login, and where it is the ledger's the one by which it reads across tenants. */
    private Map<String, String> databases(String databaseRole) {
        String url = jdbcUrl().substring("jdbc:".length());
        var configuration = new HashMap<>(Map.of("quarkus.datasource.reactive.url", url, "quarkus.datasource.username",
                databaseRole, "quarkus.datasource.password", ROLE_PASSWORD));
        if (databaseRole.equals(Migrations.LEDGER_ROLE)) {
            configuration.put("quarkus.datasource.verifier.reactive.url", url);
            configuration.put("quarkus.datasource.verifier.username", Migrations.LEDGER_VERIFIER_ROLE);
            configuration.put("quarkus.datasource.verifier.password", ROLE_PASSWORD);
        }
        return configuration;
    }

    private static void start(Set<StackPart> missing) {
        if (missing.isEmpty()) {
            return;
        }
        var data = new DataDirectory(ownDirectory());
        CompletableFuture.allOf(
                missing.stream()
                    .map(part -> CompletableFuture.runAsync(() -> start(part, data)))
                    .toArray(CompletableFuture[]::new))
            .join();
    }

    private static void start(StackPart part, DataDirectory data) {
        if (part == StackPart.POSTGRES && TestDatabase.GIVEN.isPresent()) {
            var given = TestDatabase.GIVEN.get();
            given.create();
            migrate(given.jdbcUrl(), given.user(), given.password());
            System.setProperty(property(part), Integer.toString(given.port()));
            return;
        }
        int port = Ports.free();
        Part process = switch (part) {
            case KAFKA -> new EmbeddedKafka(data, port);
            case POSTGRES -> new EmbeddedPostgres(data, port, SUPERUSER_PASSWORD,
                    EmbeddedPostgres.Durability.PROCESS_CRASH);
            case MQTT -> new EmbeddedMqtt(data, port,
                    new EmbeddedMqtt.Keys(TENANT, API_KEY, EXTRA_KEYS, GATEWAY_KEY));
            case REGISTRY -> EmbeddedRegistry.inMemory(data, port);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stop-" + process.name()));
        process.start();
        switch (part) {
            case KAFKA -> KafkaTopics.create(((EmbeddedKafka) process).bootstrapServers());
            case POSTGRES -> migrate(((EmbeddedPostgres) process).jdbcUrl(EmbeddedPostgres.DATABASE),
                    EmbeddedPostgres.SUPERUSER, SUPERUSER_PASSWORD);
            default -> {
                // ready as it is
            }
        }
        System.setProperty(property(part), Integer.toString(port));
    }

    private static void migrate(String jdbcUrl, String user, String password) {
        try {
            Migrations.migrate(jdbcUrl, user, password,
                    ROLES.stream().collect(Collectors.toMap(role -> role, role -> ROLE_PASSWORD)),
                    TimescaleDb.of(System.getenv(TimescaleDb.VARIABLE)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A directory per JVM; those of JVMs that are gone are cleared of processes and removed. */
    private static Path ownDirectory() {
        Path all = Path.of("target", "test-stack").toAbsolutePath();
        Path own = all.resolve(Long.toString(ProcessHandle.current().pid()));
        try {
            Files.createDirectories(own);
            try (Stream<Path> directories = Files.list(all)) {
                directories.filter(TestStack::isAbandoned).forEach(TestStack::clear);
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path directory) {
        return ProcessHandle.of(Long.parseLong(directory.getFileName().toString())).isEmpty();
    }

    private static void clear(Path directory) {
        var data = new DataDirectory(directory);
        var keys = new EmbeddedMqtt.Keys(TENANT, API_KEY, EXTRA_KEYS, GATEWAY_KEY);
        List.of(new EmbeddedKafka(data, 0), new EmbeddedMqtt(data, 0, keys), EmbeddedRegistry.inMemory(data, 0),
                new EmbeddedPostgres(data, 0, "", EmbeddedPostgres.Durability.PROCESS_CRASH))
            .forEach(Part::endStale);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillInUse) {
            // the next run tries again
        }
    }

    private static String property(StackPart part) {
        return PROPERTY_PREFIX + part.name().toLowerCase(Locale.ROOT) + ".port";
    }

    private static String port(StackPart part) {
        Properties shared = System.getProperties();
        return shared.getProperty(property(part));
    }

    private static String requiredPort(StackPart part) {
        String port = port(part);
        if (port == null) {
            throw new IllegalStateException(part + " is not started; name it in TestStack.with or @WithStack");
        }
        return port;
    }
}
