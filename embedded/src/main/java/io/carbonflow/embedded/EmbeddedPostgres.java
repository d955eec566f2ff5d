package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL with the databases {@value #DATABASE} and {@value #REGISTRY_DATABASE}, reachable over TCP on the loopback
 * address with password (SCRAM) only. The superuser is {@value #SUPERUSER}.
 *
 * <p>
 * PostgreSQL refuses to run as root, so under root it runs in a user namespace of its own or, where that is not
 * permitted, as the user nobody; see {@link Unprivileged}.
 */
public final class EmbeddedPostgres extends Part {

    public static final String SUPERUSER = "postgres";
    public static final String DATABASE = "carbonflow";
    public static final String REGISTRY_DATABASE = "registry";

    private final int port;
    private final String password;
    private final Durability durability;

    /** How much of what was committed survives. */
    public enum Durability {
        /** Everything, also a power failure. */
        FULL(List.of()),
        /** Everything but a crash of the whole machine; for tests. */
        PROCESS_CRASH(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));

        private final List<String> options;

        Durability(List<String> options) {
            this.options = options;
        }
    }

    /** The password must be the one of the first start, or it becomes the new one at this start. */
    public EmbeddedPostgres(DataDirectory data, int port, String password, Durability durability) {
        super("postgres", data);
        this.port = port;
        this.password = password;
        this.durability = durability;
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** Where an embedded registry keeps its schemas. */
    public EmbeddedRegistry.Storage registryStorage() {
        return new EmbeddedRegistry.Storage(jdbcUrl(REGISTRY_DATABASE), SUPERUSER, password);
    }

    /** The address as the reactive client writes it. */
    public String reactiveUrl() {
        return "postgresql://localhost:" + port + "/" + DATABASE;
    }

    @Override
    protected void prepare() {
        try {
            Path cluster = cluster();
            if (Files.exists(cluster)) {
                endPostmasterOfEarlierRun(cluster);
            }
            Ports.requireFree(port, "PostgreSQL", "CARBONFLOW_PORT_POSTGRES");
            if (!Files.exists(cluster)) {
                initialise(cluster);
            }
            Unprivileged.own(cluster);
            singleUser(cluster, "ALTER ROLE " + SUPERUSER + " PASSWORD '" + password.replace("'", "''") + "';");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a directory beside the final one, so that a crash half-way leaves nothing that looks finished. */
    private void initialise(Path cluster) throws IOException {
        Path fresh = Files.createTempDirectory(directory(), "init-");
        Path passwordFile = Files.createTempFile(directory(), "password-", ".txt");
        try {
            Files.writeString(passwordFile, password + "\n", UTF_8);
            Unprivileged.own(fresh);
            Unprivileged.own(passwordFile);
            Unprivileged.run(logFile(), "", List.of(binary("initdb"), "-D", fresh.toString(), "-U", SUPERUSER, "-E",
                    "UTF8", "--no-locale", "--auth=scram-sha-256", "--pwfile=" + passwordFile, "--no-sync"));
            for (String database : List.of(DATABASE, REGISTRY_DATABASE)) {
                singleUser(fresh, "CREATE DATABASE " + database + ";");
            }
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(fresh, cluster);
    }

    private void singleUser(Path cluster, String statement) {
        Unprivileged.run(logFile(), statement + "\n",
                List.of(binary("postgres"), "--single", "-D", cluster.toString(), "template1"));
    }

    /**
     * Ends a postmaster that outlived its parent. The file of one that is gone stays, because PostgreSQL finds by it
     * whether server processes of that postmaster still write; only when its process id belongs to a stranger by now
     * must it go.
     */
    private void endPostmasterOfEarlierRun(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        boolean isAlive = Files.exists(file)
                && OperatingSystem.parsePid(Files.readString(file, UTF_8)).flatMap(ProcessHandle::of).isPresent();
        if (isAlive) {
            ChildProcess.endStale(file, marker());
        }
    }

    @Override
    protected List<String> command() {
        var command = new ArrayList<>(Unprivileged.prefix());
        command.addAll(List.of(binary("postgres"), "-D", cluster().toString(), "-p", Integer.toString(port), "-c",
                "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=100", "-c",
                "shared_buffers=64MB", "-c", "max_wal_size=1GB", "-c", "wal_compression=on", "-c",
                "log_min_messages=warning", "-c", "timezone=UTC", "-c", "log_timezone=UTC"));
        command.addAll(durability.options);
        return command;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("LC_ALL", "C", "TZ", "UTC");
    }

    @Override
    protected String marker() {
        return "-D " + cluster();
    }

    /** The last line of PostgreSQL's own pid file; it is what {@code pg_ctl -w} waits for, too. */
    @Override
    protected boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(cluster().resolve("postmaster.pid"));
            return lines.size() >= 8 && lines.get(7).strip().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** "Fast" shutdown: ends sessions and writes a checkpoint; TERM would wait for the clients. */
    @Override
    protected String stopSignal() {
        return "INT";
    }

    private Path cluster() {
        return directory().resolve("cluster");
    }

    private static String binary(String name) {
        return PostgresBinaries.directory().resolve("bin").resolve(name).toString();
    }
}
