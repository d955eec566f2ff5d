package io.carbonflow.local.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.database.TimescaleDb;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedMqtt;
import io.carbonflow.embedded.EmbeddedPostgres;

/** What the environment says about the stack. */
public final class StackSettings {

    static final String PORT_PREFIX = "CARBONFLOW_PORT_";
    private static final int PORT_MAX = 65_535;

    private final Map<String, String> environment;
    private final DataDirectory data;
    private final Map<ServiceKind, Integer> servicePorts = new EnumMap<>(ServiceKind.class);

    /** A PostgreSQL of the user's own. */
    public record ExternalPostgres(String host, int port, String database, String user, String password) {

        String jdbcUrl(String ofDatabase) {
            return "jdbc:postgresql://" + host + ":" + port + "/" + ofDatabase;
        }

        String reactiveUrl() {
            return "postgresql://" + host + ":" + port + "/" + database;
        }
    }

    /** An MQTT broker of the user's own; {@code isSecure} where it is spoken to by TLS. */
    public record ExternalMqtt(String host, int port, boolean isSecure, String username, String password) {}

    /** Reads the settings. Data is kept in {@code .carbonflow} below the root unless the environment says where. */
    public StackSettings(Map<String, String> environment, Path root) {
        this.environment = new HashMap<>(environment);
        this.data = new DataDirectory(
                text("CARBONFLOW_DATA").map(Path::of).orElseGet(() -> root.resolve(".carbonflow")));
        for (ServiceKind service : ServiceKind.values()) {
            servicePorts.put(service, port(service.portVariable(), service.defaultPort()));
        }
        if (!tenant().matches(RecordKey.TENANT_PATTERN)) {
            throw new SettingsException(
                    "CARBONFLOW_TENANT is " + tenant() + "; a tenant id matches " + RecordKey.TENANT_PATTERN);
        }
    }

    public DataDirectory data() {
        return data;
    }

    public String tenant() {
        return text("CARBONFLOW_TENANT").orElse("demo");
    }

    /** Whether the owner key is one the user chose. */
    boolean isApiKeyGiven() {
        return text("CARBONFLOW_API_KEY").isPresent();
    }

    /** The owner's key: given, kept, or made now. */
    public String apiKey() {
        return data.secret("api-key", environment.get("CARBONFLOW_API_KEY"));
    }

    public String extraKeys() {
        return text("CARBONFLOW_EXTRA_KEYS").orElse("");
    }

    String postgresPassword() {
        return data.secret("postgres-password", environment.get("CARBONFLOW_POSTGRES_PASSWORD"));
    }

    /** The internal key by which the gateway logs in to the MQTT broker. */
    String gatewayKey() {
        return data.secret("gateway-key", null);
    }

    /** The key by which the calculator asks the factor service for what every tenant has: given, kept, or made now. */
    String serviceKey() {
        return data.secret("service-key", environment.get("CARBONFLOW_SERVICE_KEY"));
    }

    /** The key the ledger signs its heads with: the file given, or one of the stack's own, made once. */
    Path signingKeyFile() {
        return text("CARBONFLOW_LEDGER_SIGNING_KEY_FILE").map(Path::of).map(Path::toAbsolutePath).orElseGet(() -> {
            Path file = data.root().resolve(SigningKeyFile.NAME);
            data.secret(SigningKeyFile.NAME, Files.exists(file) ? null : SigningKeyFile.made());
            return file;
        });
    }

    String rolePassword(String role) {
        return data.secret("password-" + role, null);
    }

    public int port(ServiceKind service) {
        return servicePorts.get(service);
    }

    public String url(ServiceKind service) {
        return "http://localhost:" + port(service);
    }

    public int mqttPort() {
        return port(PORT_PREFIX + "MQTT", 1883);
    }

    /** The port of the gateway's SFTP inboxes. */
    public int sftpPort() {
        return port(PORT_PREFIX + "SFTP", 2222);
    }

    public int kafkaPort() {
        return port(PORT_PREFIX + "KAFKA", 9092);
    }

    int postgresPort() {
        return port(PORT_PREFIX + "POSTGRES", 5432);
    }

    int registryPort() {
        return port(PORT_PREFIX + "REGISTRY", 8090);
    }

    /** Bootstrap servers of a Kafka of the user's own. */
    public Optional<String> externalKafka() {
        return text("CARBONFLOW_EXTERNAL_KAFKA");
    }

    Optional<String> externalRegistryUrl() {
        return text("CARBONFLOW_EXTERNAL_REGISTRY_URL").map(url -> url.replaceAll("/+$", ""));
    }

    /** {@code postgresql://user:password@host:port/database}, with or without {@code jdbc:} before it. */
    Optional<ExternalPostgres> externalPostgres() {
        return text("CARBONFLOW_EXTERNAL_POSTGRES_URL").map(text -> {
            URI url = uri("CARBONFLOW_EXTERNAL_POSTGRES_URL", text.replaceFirst("^jdbc:", ""));
            String[] login = login(url, "CARBONFLOW_EXTERNAL_POSTGRES_URL");
            String database = url.getPath() == null || url.getPath().length() < 2
                    ? "carbonflow"
                    : url.getPath().substring(1);
            return new ExternalPostgres(url.getHost(), url.getPort() < 0 ? 5432 : url.getPort(), database, login[0],
                    login[1]);
        });
    }

    /** How the entries are kept. */
    TimescaleDb timescaleDb() {
        try {
            return TimescaleDb.of(environment.get(TimescaleDb.VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    /**
     * A connection to the stack's database past its walls: as superuser of the embedded one, as the user given for another.
     */
    public Connection openDatabase() throws SQLException {
        var external = externalPostgres();
        return external.isPresent()
                ? DriverManager.getConnection(external.get().jdbcUrl(external.get().database()), external.get().user(),
                        external.get().password())
                : DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + postgresPort() + "/" + EmbeddedPostgres.DATABASE,
                        EmbeddedPostgres.SUPERUSER, postgresPassword());
    }

    /** Where the embedded MQTT broker listens for TLS as well; needs a certificate and its key, PEM files. */
    Optional<EmbeddedMqtt.Secure> secureMqtt() {
        return text("CARBONFLOW_MQTT_CERTIFICATE").map(certificate -> {
            Path key = text("CARBONFLOW_MQTT_KEY").map(Path::of)
                .orElseThrow(() -> new SettingsException("CARBONFLOW_MQTT_CERTIFICATE needs CARBONFLOW_MQTT_KEY"));
            return new EmbeddedMqtt.Secure(port(PORT_PREFIX + "MQTTS", 8883), Path.of(certificate).toAbsolutePath(),
                    key.toAbsolutePath());
        });
    }

    /** {@code mqtt://user:password@host:port}, or {@code mqtts://} by TLS. */
    public Optional<ExternalMqtt> externalMqtt() {
        return text("CARBONFLOW_EXTERNAL_MQTT_URL").map(text -> {
            URI url = uri("CARBONFLOW_EXTERNAL_MQTT_URL", text);
            String[] login = url.getUserInfo() == null
                    ? new String[]{"gateway", gatewayKey()}
                    : login(url, "CARBONFLOW_EXTERNAL_MQTT_URL");
            boolean isSecure = "mqtts".equalsIgnoreCase(url.getScheme());
            int usualPort = isSecure ? 8883 : 1883;
            return new ExternalMqtt(url.getHost(), url.getPort() < 0 ? usualPort : url.getPort(), isSecure, login[0],
                    login[1]);
        });
    }

    private static URI uri(String variable, String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // answered below, without the text: it may hold a password
        }
        throw new SettingsException(variable + " is not scheme://user:password@host:port/…");
    }

    private static String[] login(URI url, String variable) {
        String[] login = url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        if (login.length != 2) {
            throw new SettingsException(variable + " names no user and password: scheme://user:password@host:port/…");
        }
        return login;
    }

    private int port(String variable, int otherwise) {
        String text = environment.get(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.strip().matches("\\d{1,5}") || Integer.parseInt(text.strip()) < 1
                || Integer.parseInt(text.strip()) > PORT_MAX) {
            throw new SettingsException(variable + " is " + text + "; a port is a number from 1 to " + PORT_MAX);
        }
        return Integer.parseInt(text.strip());
    }

    private Optional<String> text(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
