package io.carbonflow.query.quality;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Reads what the metering stage says of sources into the database, and acknowledges it once it is there. */
@ApplicationScoped
class QualityConsumer {

    private static final Logger LOG = Logger.getLogger(QualityConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long STOP_MILLIS_MAX = 3_000;

    private final String servers;
    private final QualityConfig config;
    private final QualityRecords records;
    private final Thread thread = new Thread(this::run, "quality-consumer");
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean isStopping;
    /** In a row; of the consumer's thread. */
    private int outages;

    QualityConsumer(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, QualityConfig config,
            QualityRecords records) {
        this.servers = servers;
        this.config = config;
        this.records = records;
    }

    void start(@Observes StartupEvent started) {
        if (config.consume()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        isStopping = true;
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        thread.join(STOP_MILLIS_MAX);
        thread.interrupt();
    }

    private void run() {
        while (!isStopping) {
            try (var reading = new KafkaConsumer<byte[], byte[]>(settings(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = reading;
                follow(reading);
            } catch (InterruptException | WakeupException e) {
                return;
            } catch (KafkaException | RegistryUnavailableException e) {
                LOG.warnf("what is known of sources is not read at present: %s; trying again", e.getMessage());
            } catch (RuntimeException e) { // whatever it is, nothing is acknowledged and it comes again
                LOG.warnf("what is known of sources is not kept at present: %s; trying again", e.getMessage());
            }
            pause();
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> reading) throws RegistryUnavailableException {
        reading.subscribe(List.of(Topics.QUALITY_ALERTS, Topics.SOURCES_STATE));
        while (!isStopping) {
            var polled = reading.poll(POLL);
            if (!polled.isEmpty()) {
                records.keep(polled);
                reading.commitSync();
                outages = 0;
            }
        }
    }

    private void pause() {
        if (isStopping) {
            return;
        }
        try {
            Thread.sleep(Backoff.pause(config.retryPause(), outages++).toMillis());
        } catch (InterruptedException e) {
            isStopping = true;
        }
    }

    private Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, config.consumerGroup()),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000), // a topic made later is found by then
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()));
    }
}
