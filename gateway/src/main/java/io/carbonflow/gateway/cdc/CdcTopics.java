package io.carbonflow.gateway.cdc;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.gateway.intake.Intake;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Reads the topics of change data capture. The offsets are committed when the broker has everything that came of the
 * records; after an outage they are read again, and the ids make that harmless.
 */
@ApplicationScoped
public class CdcTopics {

    private static final Logger LOG = Logger.getLogger(CdcTopics.class);
    private static final java.time.Duration POLL = java.time.Duration.ofMillis(500);
    private static final long CLOSE_MILLIS_MAX = 12_000;

    private final TopicRecords records;
    private final CdcConfig config;
    private final String servers;
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean isClosed;

    CdcTopics(CdcAdapter adapter, Intake intake, TenantsOfTopics tenants, CdcConfig config, Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        records = new TopicRecords(adapter, intake::takeInTime, tenants::tenantOf, clock);
        this.config = config;
        this.servers = servers;
        thread = new Thread(this::run, "cdc-topics");
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            thread.start();
        }
    }

    /** What was read is sent and committed first; what is not comes again. */
    void stop(@Observes ShutdownEvent stopping) {
        isClosed = true;
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed) {
            try (var reading = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = reading;
                read(reading);
            } catch (WakeupException closing) {
                LOG.debug("the gateway stops");
            } catch (RuntimeException e) { // whatever it is: what is not committed is read again
                LOG.warnf("topics %s: %s; reading again in %d ms", config.topics(), e.getMessage(),
                        config.retryPause().toMillis());
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> reading) {
        reading.subscribe(Pattern.compile(config.topics()));
        while (!isClosed) {
            ConsumerRecords<byte[], byte[]> polled = reading.poll(POLL);
            if (!polled.isEmpty()) {
                handle(polled);
                reading.commitSync();
            }
        }
    }

    /** Returns when the broker has a record for each; throws where it has not. */
    private void handle(ConsumerRecords<byte[], byte[]> polled) {
        List<CompletableFuture<?>> taken = new ArrayList<>();
        polled.forEach(one -> taken.add(records.take(one).toCompletableFuture()));
        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
    }

    private void pause() {
        try {
            Thread.sleep(config.retryPause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> settings() {
        return Map.ofEntries(Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, config.group()),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, config.lookAgainAfter().toMillis()),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.recordsMax()),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024));
    }
}
