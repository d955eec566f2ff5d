package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Apicurio Registry. Every schema must be readable by what was written with its predecessor (the global rule
 * COMPATIBILITY = BACKWARD), so a producer with a breaking schema is refused.
 */
public final class EmbeddedRegistry extends Part {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final int port;
    private final Optional<Storage> storage;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** A registry that forgets everything when it ends; for tests. */
    public static EmbeddedRegistry inMemory(DataDirectory data, int port) {
        return new EmbeddedRegistry(data, port, Optional.empty());
    }

    /** A database of its own for the registry. */
    public record Storage(String jdbcUrl, String user, String password) {}

    /** A registry whose schemas and ids live in a PostgreSQL database, which must run before it. */
    public static EmbeddedRegistry in(Storage storage, DataDirectory data, int port) {
        return new EmbeddedRegistry(data, port, Optional.of(storage));
    }

    private EmbeddedRegistry(DataDirectory data, int port, Optional<Storage> storage) {
        super("registry", data);
        this.port = port;
        this.storage = storage;
    }

    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "the schema registry", "CARBONFLOW_PORT_REGISTRY");
    }

    @Override
    protected List<String> command() {
        return java("-Xms48m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar", runner().toString());
    }

    @Override
    protected Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("APICURIO_STORAGE_KIND", "sql");
        environment.put("QUARKUS_LOG_LEVEL", "INFO");
        environment.put("QUARKUS_OTEL_SDK_DISABLED", "true");
        storage.ifPresent(database -> {
            environment.put("APICURIO_STORAGE_SQL_KIND", "postgresql");
            environment.put("APICURIO_DATASOURCE_URL", database.jdbcUrl());
            environment.put("APICURIO_DATASOURCE_USERNAME", database.user());
            environment.put("APICURIO_DATASOURCE_PASSWORD", database.password());
            environment.put("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1");
            environment.put("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1");
            environment.put("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "4");
        });
        return environment;
    }

    @Override
    protected boolean isReady() {
        return Ports.isOpen(port) && status(HttpRequest.newBuilder(at("/health/ready")).GET()) == 200
                && status(HttpRequest.newBuilder(at("/apis/registry/v3/system/info")).GET()) == 200;
    }

    @Override
    protected void afterReady() {
        var rule = HttpRequest.newBuilder(at("/apis/registry/v3/admin/rules"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers
                .ofString("{\"ruleType\":\"COMPATIBILITY\",\"config\":\"BACKWARD\"}", UTF_8));
        int status = status(rule);
        if (status != 204 && status != 409) { // 409: the rule is there since an earlier start
            throw new PartFailedException("registry answered " + status
                    + " to the compatibility rule, 204 or 409 expected; see " + logFile());
        }
    }

    private int status(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private URI at(String path) {
        return URI.create(url() + path);
    }

    private static Path runner() {
        Path registry = Parts.directory().resolve("registry");
        try (Stream<Path> files = Files.list(registry)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                .findFirst()
                .orElseThrow(() -> new PartFailedException("no *-runner.jar in " + registry));
        } catch (IOException e) {
            throw new PartFailedException("cannot read " + registry, e);
        }
    }
}
