package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A single Kafka node (KRaft), sized for a laptop; its topics are made by {@link KafkaTopics}, never by a client. */
public final class EmbeddedKafka extends Part {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

    private final int port;

    public EmbeddedKafka(DataDirectory data, int port) {
        super("kafka", data);
        this.port = port;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "Kafka", "CARBONFLOW_PORT_KAFKA");
        int controllerPort = controllerPort();
        var properties = new Properties();
        properties.putAll(Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                Map.entry("listeners",
                        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory().resolve("log").toString()),
                Map.entry("auto.create.topics.enable", "false"), Map.entry("num.partitions", "4"),
                Map.entry("default.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"), Map.entry("offsets.retention.minutes", "525600"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                // What a killed stage left open is given up soon after its time, so that whoever reads it goes on.
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // After a crash the node waits for its own old session to end before it serves again.
                Map.entry("broker.session.timeout.ms", "4000"), Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("group.coordinator.threads", "1"), Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"), Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                Map.entry("log.index.size.max.bytes", "1048576"), Map.entry("log.segment.bytes", "134217728"),
                // The gateway takes items of up to 1 MB, and a record carries the bytes beside the canonical form.
                Map.entry("message.max.bytes", "4194304"), Map.entry("replica.fetch.max.bytes", "4194304")));
        try (var out = Files.newBufferedWriter(configuration(), UTF_8)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<String> command() {
        var command = java("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-Djava.awt.headless=true", "-cp", Parts.classPath(), KafkaNode.class.getName());
        command.add(configuration().toString());
        return command;
    }

    @Override
    protected boolean isReady() {
        if (!Ports.isOpen(port)) {
            return false;
        }
        try (Admin admin = Admin.create(adminConfiguration(bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Map<String, Object> adminConfiguration(String bootstrapServers) {
        return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000, AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20_000);
    }

    /** Only this process speaks to its controller, so that port may be another at every start. */
    private int controllerPort() {
        int candidate = Ports.free();
        return candidate == port ? Ports.free() : candidate;
    }

    private Path configuration() {
        return directory().resolve("server.properties");
    }
}
