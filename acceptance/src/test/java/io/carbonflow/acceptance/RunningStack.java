package io.carbonflow.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ./carbonflow up} as a user starts it, with a data directory and ports of its own. */
final class RunningStack implements AutoCloseable {

    static final String API_KEY = "acceptance-owner-key";
    static final String OTHER_TENANT = "acme";
    static final String OTHER_KEY = "acceptance-acme-key";
    static final String VIEWER_KEY = "acceptance-viewer-key";
    static final String POSTGRES_PASSWORD = "acceptance-postgres";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PORTS = List.of("QUERY", "GATEWAY", "FACTORS", "METERING", "CALCULATOR",
            "LEDGER", "MQTT", "KAFKA", "POSTGRES", "REGISTRY", "SFTP");
    private static RunningStack shared;

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Path data;
    private Process process;

    private RunningStack(Path data) {
        this.data = data;
        PORTS.forEach(name -> ports.put(name, freePort()));
    }

    /** The stack all tests of this module share; stopped when the tests' JVM ends. */
    static synchronized RunningStack shared() {
        if (shared == null) {
            shared = new RunningStack(Path.of("target", "stack").toAbsolutePath());
            shared.start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Ports and a data directory of its own; not started. */
    static RunningStack onItsOwn(Path data) {
        return new RunningStack(data.toAbsolutePath());
    }

    private void start() {
        var ready = new CountDownLatch(1);
        var output = new StringBuffer();
        try {
            Files.createDirectories(data.getParent());
            process = command("up").redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var reader = new Thread(() -> drain(output, ready), "stack-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!ready.await(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the stack was not READY within 180 s; it said:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the stack started", e);
        }
        if (!process.isAlive()) {
            throw new AssertionError("the stack ended while starting; it said:\n" + output);
        }
    }

    private void drain(StringBuffer output, CountDownLatch ready) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("READY")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            output.append("(output ended: ").append(e.getMessage()).append(")\n");
        }
        ready.countDown();
    }

    /** A command of {@code ./carbonflow} with this stack's environment. */
    ProcessBuilder command(String... arguments) {
        var builder = new ProcessBuilder();
        builder.command().add(ROOT.resolve("carbonflow").toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(ROOT.toFile());
        var environment = builder.environment();
        environment.put("CARBONFLOW_DATA", data.toString());
        environment.put("CARBONFLOW_API_KEY", API_KEY);
        environment.put("CARBONFLOW_POSTGRES_PASSWORD", POSTGRES_PASSWORD);
        environment.put("CARBONFLOW_EXTRA_KEYS", OTHER_TENANT + ":owner:" + OTHER_KEY + ",demo:viewer:" + VIEWER_KEY);
        environment.put("CARBONFLOW_LEDGER_HEADS_EVERY", "PT2S");
        ports.forEach((name, port) -> environment.put("CARBONFLOW_PORT_" + name, Integer.toString(port)));
        return builder;
    }

    int port(String name) {
        return ports.get(name);
    }

    Api api(String service) {
        return new Api("http://localhost:" + port(service), API_KEY);
    }

    /** The database as its owner sees it, past every wall. */
    Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port("POSTGRES") + "/carbonflow",
                "postgres",
                POSTGRES_PASSWORD);
    }

    /** Kills a part the hard way, as its pid file names it. */
    void kill(String part) throws IOException {
        var pidFile = data.resolve("run").resolve(part + ".pid");
        long pid = Long.parseLong(Files.readString(pidFile).strip().split("\\s+")[0]);
        ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(part + " does not run")).destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
