package io.carbonflow.query.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Reads {@code ledger.booked} from its end, on a thread of its own, into the feeds of the tenants somebody watches. Every
 * instance reads every partition: no consumer group, no committed offset, for what happened before a client came is in
 * the database.
 */
@ApplicationScoped
class BookedConsumer {

    private static final Logger LOG = Logger.getLogger(BookedConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    /** How often new partitions of the topic are looked for. */
    private static final Duration TOPIC_CHECK = Duration.ofSeconds(30);

    private final String servers;
    private final StreamConfig config;
    private final WireCodec codec;
    private final LiveFeeds feeds;
    private final Thread thread = new Thread(this::run, "booked-consumer");
    private volatile boolean stopping;
    private volatile boolean connected;

    BookedConsumer(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, StreamConfig config,
            WireCodec codec, LiveFeeds feeds) {
        this.servers = servers;
        this.config = config;
        this.codec = codec;
        this.feeds = feeds;
    }

    void start(@Observes StartupEvent started) {
        if (config.consume()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    /** Whether what is booked arrives here at present. */
    boolean isConnected() {
        return connected;
    }

    private void run() {
        while (!stopping) {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(settings(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (org.apache.kafka.common.errors.InterruptException | WakeupException e) {
                return;
            } catch (KafkaException e) {
                connected = false;
                LOG.warnf("topic %s cannot be read: %s; trying again", Topics.LEDGER_BOOKED, e.getMessage());
            }
            if (!pause()) {
                return;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        long nextCheck = 0;
        Set<TopicPartition> assigned = Set.of();
        while (!stopping) {
            if (System.nanoTime() - nextCheck >= 0) {
                assigned = assign(consumer, assigned);
                connected = !assigned.isEmpty();
                nextCheck = System.nanoTime() + (assigned.isEmpty() ? RETRY_DELAY : TOPIC_CHECK).toNanos();
            }
            if (assigned.isEmpty()) {
                if (!pause()) {
                    return;
                }
                continue;
            }
            for (var booked : consumer.poll(POLL)) {
                deliver(booked);
            }
        }
    }

    /** Reads every partition there is; one that is new is read from its beginning, all of it happened just now. */
    private static Set<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
        var present = new java.util.HashSet<TopicPartition>();
        for (var partition : consumer.partitionsFor(Topics.LEDGER_BOOKED)) {
            present.add(new TopicPartition(partition.topic(), partition.partition()));
        }
        if (present.equals(assigned)) {
            return assigned;
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        assigned.stream().filter(present::contains).forEach(old -> positions.put(old, consumer.position(old)));
        consumer.assign(present);
        for (var partition : present) {
            Long position = positions.get(partition);
            if (position != null) {
                consumer.seek(partition, position);
            } else if (assigned.isEmpty()) {
                consumer.seekToEnd(List.of(partition));
                consumer.position(partition); // settles the end now, not at some later poll
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        }
        return present;
    }

    private void deliver(ConsumerRecord<byte[], byte[]> booked) {
        if (booked.key() == null || booked.value() == null) {
            return;
        }
        try {
            String tenantId = RecordKey.parse(new String(booked.key(), StandardCharsets.UTF_8)).tenantId();
            var feed = feeds.of(tenantId);
            if (feed.isEmpty()) {
                return;
            }
            var entry = codec.decode(booked.value(), BookedEntry.class);
            // The key routes; the value decides whose it is.
            if (entry.getOfficial() && entry.getTenantId().equals(tenantId)) {
                feed.get().add(BookedEntries.summary(entry));
            }
        } catch (UndecodableRecordException | IllegalArgumentException e) {
            LOG.errorf("a record of %s (partition %d, offset %d) cannot be shown: %s", booked.topic(),
                    booked.partition(), booked.offset(), e.getMessage());
        } catch (RegistryUnavailableException e) {
            LOG.warnf("a booked entry is not shown live: %s", e.getMessage());
        }
    }

    /** False where the service stops meanwhile. */
    private boolean pause() {
        try {
            Thread.sleep(RETRY_DELAY.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    }
}
