package io.carbonflow.ledger.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

import io.carbonflow.platform.messaging.QuietProgress;
import io.carbonflow.platform.wire.RegistryUnavailableException;

/**
 * Reads topics in batches and acknowledges a partition's batch once its handler has returned. A partition whose handler
 * fails is read again from the same record after a pause, for as long as it takes; the others go on.
 */
final class RecordLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(RecordLoop.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(100);
    /** A rewound partition's records need a moment to come again; silence for this many polls means there are none. */
    private static final int QUIET_POLLS_MAX = 4;

    private final String name;
    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final RecordHandler handler;
    private final Executor workers;
    private final Pauses pauses;
    private final QuietProgress quietProgress = new QuietProgress();
    private int quietPolls;
    private volatile boolean isStopping;
    private volatile String stalledBy;

    RecordLoop(String name, Consumer<byte[], byte[]> consumer, List<String> topics, RecordHandler handler,
            Executor workers, Pauses pauses) {
        this.name = name;
        this.consumer = consumer;
        this.topics = topics;
        this.handler = handler;
        this.workers = workers;
        this.pauses = pauses;
    }

    String name() {
        return name;
    }

    /** Why nothing moves at present; empty while all goes well. */
    Optional<String> stalledBy() {
        return Optional.ofNullable(stalledBy);
    }

    void stop() {
        isStopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(topics);
            while (!isStopping) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.debugf("%s stops", name);
        } catch (RuntimeException | Error e) {
            stalledBy = "ended: " + e;
            LOG.errorf(e, "%s ended and acknowledges nothing more; readiness shows it", name);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE)); // a broker that is away must not keep the process
        }
    }

    private void turn() {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            Optional<String> failure = polled.isEmpty() ? Optional.empty() : handle(polled);
            if (failure.isPresent()) {
                pauseFor(failure.get());
            } else {
                if (polled.isEmpty()) {
                    acknowledgeMarkers();
                }
                quietPolls = polled.isEmpty() ? quietPolls + 1 : QUIET_POLLS_MAX;
                goOn();
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) { // the client repairs what it can; what it throws may still pass with time
            LOG.warnf("%s: %s", name, e.getMessage());
            stalledBy = e.toString();
            quietPolls = 0;
        }
    }

    /** After an outage: one batch that worked is the proof that it is over, or that there is nothing left to do. */
    private void goOn() {
        if (stalledBy != null && quietPolls >= QUIET_POLLS_MAX) {
            LOG.infof("%s goes on", name);
            stalledBy = null;
            pauses.reset();
        }
    }

    /** Hands each partition's records over, acknowledges the done and rewinds the failed; returns what failed. */
    private Optional<String> handle(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, CompletableFuture<Void>> pending = new HashMap<>();
        polled.partitions()
            .forEach(partition -> pending.put(partition, CompletableFuture.runAsync(
                    () -> handle(polled.records(partition).stream().map(ReceivedRecord::of).toList()), workers)));
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        List<String> failures = new ArrayList<>();
        pending.forEach((partition, outcome) -> {
            var records = polled.records(partition);
            try {
                outcome.join();
                done.put(partition, new OffsetAndMetadata(records.get(records.size() - 1).offset() + 1));
            } catch (CompletionException e) {
                LOG.debugf(e.getCause(), "%s: %s", name, partition);
                failures.add(partition + ": " + e.getCause().getMessage());
                consumer.seek(partition, records.get(0).offset());
            }
        });
        acknowledge(done);
        return failures.stream().findFirst();
    }

    private void handle(List<ReceivedRecord> records) {
        try {
            handler.handle(records);
        } catch (RegistryUnavailableException e) {
            throw new CompletionException(e);
        }
    }

    /** A poll that brings nothing after all that came is done leaves only what is no record before the positions. */
    private void acknowledgeMarkers() {
        if (stalledBy == null) {
            acknowledge(quietProgress.of(consumer));
        }
    }

    private void acknowledge(Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            if (!done.isEmpty()) {
                consumer.commitSync(done);
            }
        } catch (WakeupException e) {
            consumer.commitSync(done); // stopping; what is done should not come again
            throw e;
        } catch (KafkaException e) {
            // The partitions may have gone to another instance. It gets the records again and recognises them.
            LOG.infof("%s: not acknowledged, will be recognised when redelivered: %s", name, e.getMessage());
        }
    }

    /** Waits while staying a member of the group, so that an outage of ours does not set off a rebalance. */
    private void pauseFor(String reason) {
        if (stalledBy == null) {
            LOG.warnf("%s waits, nothing is acknowledged meanwhile: %s", name, reason);
        }
        stalledBy = reason;
        quietPolls = 0;
        long until = System.nanoTime() + pauses.next().toNanos();
        while (System.nanoTime() < until && !isStopping) {
            consumer.pause(consumer.assignment());
            rewind(consumer.poll(POLL_WHILE_PAUSED));
        }
        consumer.resume(consumer.paused());
    }

    /** Partitions that came to us during the pause are not paused yet; their records wait like all others. */
    private void rewind(ConsumerRecords<byte[], byte[]> polled) {
        polled.partitions().forEach(partition -> consumer.seek(partition, polled.records(partition).get(0).offset()));
    }
}
