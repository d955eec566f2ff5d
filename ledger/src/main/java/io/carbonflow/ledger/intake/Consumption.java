package io.carbonflow.ledger.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.booking.Bookings;
import io.carbonflow.ledger.refusal.Refusals;
import io.carbonflow.ledger.tally.Receipts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Which topics are read by whom. Plain consumers on threads of their own: a batch is a transaction per partition and its
 * acknowledgement depends on the commit and the announcements, which is three lines here and a lot of settings elsewhere.
 */
@ApplicationScoped
public class Consumption {

    private static final long STOP_SECONDS_MAX = 10;

    private final LedgerConfig config;
    private final ConsumptionConfig consumption;
    private final String servers;
    private final Bookings bookings;
    private final Refusals refusals;
    private final Receipts receipts;
    private final List<RecordLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private ExecutorService workers;

    Consumption(LedgerConfig config, ConsumptionConfig consumption, Bookings bookings, Refusals refusals,
            Receipts receipts,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.config = config;
        this.consumption = consumption;
        this.servers = servers;
        this.bookings = bookings;
        this.refusals = refusals;
        this.receipts = receipts;
    }

    void start(@Observes StartupEvent started) {
        start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stop();
    }

    /** Begins to read. */
    public synchronized void start() {
        var number = new AtomicInteger();
        workers = Executors.newFixedThreadPool(config.partitionsAtOnce(), work -> {
            var thread = new Thread(work, "partition-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        if (consumption.consume()) {
            read(ConsumerGroup.RECEIPTS, receipts);
            read(ConsumerGroup.BOOKINGS, bookings);
            read(ConsumerGroup.REFUSALS, refusals);
        }
    }

    /** Ends reading; what is under way is finished and acknowledged. */
    public synchronized void stop() {
        loops.forEach(RecordLoop::stop);
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        loops.clear();
        threads.clear();
        workers.shutdownNow();
    }

    /** What keeps each loop that is kept; empty where all of them read. */
    public synchronized Map<String, String> stalls() {
        var stalls = new HashMap<String, String>();
        loops.forEach(loop -> loop.stalledBy().ifPresent(reason -> stalls.put(loop.name(), reason)));
        return stalls;
    }

    private void read(ConsumerGroup group, RecordHandler handler) {
        String name = group.id(config.consumerGroup());
        var loop = new RecordLoop(name, new KafkaConsumer<>(settings(name), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()), group.topics(), handler, workers,
                new Pauses(config.retryPauseMin(), config.retryPauseMax()));
        var thread = new Thread(loop, name);
        thread.start();
        loops.add(loop);
        threads.add(thread);
    }

    private Map<String, Object> settings(String group) {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, group),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecordsMax()),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) config.batchLinger().toMillis()),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000), // a topic made later is found by then
                Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()));
    }
}
