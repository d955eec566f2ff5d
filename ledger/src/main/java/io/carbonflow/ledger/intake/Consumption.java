package io.carbonflow.ledger.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.booking.Bookings;
import io.carbonflow.ledger.booking.Rehearsal;
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

    private static final Logger LOG = Logger.getLogger(Consumption.class);
    private static final Duration REHEARSAL_MAX = Duration.ofSeconds(5);
    private static final long STOP_SECONDS_MAX = 10;
    /** After this long without a word a process that was killed is missed, and others take over what it read. */
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 2_000;

    private final LedgerConfig config;
    private final ConsumptionConfig consumption;
    private final String servers;
    private final Bookings bookings;
    private final Refusals refusals;
    private final Receipts receipts;
    private final Rehearsal rehearsal;
    private final List<RecordLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private ExecutorService workers;

    Consumption(LedgerConfig config, ConsumptionConfig consumption, Bookings bookings, Refusals refusals,
            Receipts receipts, Rehearsal rehearsal,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.config = config;
        this.consumption = consumption;
        this.servers = servers;
        this.bookings = bookings;
        this.refusals = refusals;
        this.receipts = receipts;
        this.rehearsal = rehearsal;
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
            rehearse();
            read(ConsumerGroup.RECEIPTS, receipts, config.receiptsLinger());
            read(ConsumerGroup.BOOKINGS, bookings, config.batchLinger());
            read(ConsumerGroup.REFUSALS, refusals, config.batchLinger());
        }
    }

    /** So that the first event waits no longer than the others: what a booking needs is there on every connection used. */
    private void rehearse() {
        var rehearsals = IntStream.range(0, config.partitionsAtOnce())
            .mapToObj(number -> CompletableFuture.runAsync(rehearsal::run, workers))
            .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(rehearsals).get(REHEARSAL_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) { // a database that is away is waited for by those who read
            LOG.debug("the rehearsal did not go through", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private void read(ConsumerGroup group, RecordHandler handler, Duration linger) {
        String name = group.id(config.consumerGroup());
        var loop = new RecordLoop(name, new KafkaConsumer<>(settings(name, linger), new ByteArrayDeserializer(),
                new ByteArrayDeserializer()), group.topics(), handler, workers,
                new Pauses(config.retryPauseMin(), config.retryPauseMax()));
        var thread = new Thread(loop, name);
        thread.start();
        loops.add(loop);
        threads.add(thread);
    }

    private Map<String, Object> settings(String group, Duration linger) {
        var settings = new HashMap<String, Object>(Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, group),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchRecordsMax()),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) linger.toMillis()),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000), // a topic made later is found by then
                Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName())));
        config.instance().ifPresent(instance -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
        return settings;
    }
}
