package io.carbonflow.calculator.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.carbonflow.calculator.emission.Emissions;
import io.carbonflow.calculator.library.CurrentLibrary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts and stops the reading of the raw topics. */
@ApplicationScoped
public class Intake {

    private static final long STOP_SECONDS_MAX = 10;
    /** After this long without a word a process that was killed is missed, and others take over what it read. */
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 2_000;

    private final IntakeConfig config;
    private final CurrentLibrary library;
    private final Emissions emissions;
    private final String servers;
    private final MeterRegistry metrics;
    private RawLoop loop;
    private Gauge lag;
    private Thread thread;

    Intake(IntakeConfig config, CurrentLibrary library, Emissions emissions, MeterRegistry metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.config = config;
        this.library = library;
        this.emissions = emissions;
        this.metrics = metrics;
        this.servers = servers;
    }

    void start(@Observes StartupEvent started) {
        if (!config.consume()) {
            return;
        }
        loop = new RawLoop(new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                library::await, emissions::calculate, config);
        lag = Gauge.builder("carbonflow.calculator.lag.records", loop, RawLoop::lagRecords)
            .description("Raw records of this instance's partitions that are not read yet")
            .register(metrics);
        thread = new Thread(loop, "raw-topics");
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.stop(thread);
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX));
            metrics.remove(lag); // a registry that outlives us would keep reading the loop that ended
        }
    }

    /** Why nothing moves at present; empty while all goes well. */
    Optional<String> stalledBy() {
        return loop == null ? Optional.empty() : loop.stalledBy();
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>(Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, config.group()),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, config.group()),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecordsMax()),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024), // a batch of large items fits a small heap
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.batchLinger().toMillis()),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000), // a topic made later is found by then
                Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName())));
        config.instance().ifPresent(instance -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
        return settings;
    }
}
