package io.carbonflow.calculator.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

import io.carbonflow.calculator.emission.ReceivedRecord;
import io.carbonflow.calculator.library.Library;
import io.carbonflow.contracts.Topics;
import io.carbonflow.platform.messaging.QuietProgress;
import io.carbonflow.platform.wire.RegistryUnavailableException;

/**
 * Reads the raw topics in batches; a batch is acknowledged once the broker has everything that came of it. After an
 * outage the same batch is read again, for as long as it takes.
 *
 * <p>
 * A plain consumer rather than a messaging channel: the acknowledgement hangs on another topic's, the offsets rewind on
 * an outage, and both are one visible line here.
 */
final class RawLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(RawLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(100);
    /** Polls without a complaint after which the broker counts as well again, where no batch is left to prove it. */
    private static final int QUIET_POLLS_MAX = 4;

    private final Consumer<byte[], byte[]> consumer;
    private final Libraries libraries;
    private final BatchHandler handler;
    private final Duration pauseMin;
    private final Duration pauseMax;
    private Duration pause;
    private final Set<TopicPartition> rewound = new HashSet<>();
    private final QuietProgress quietProgress = new QuietProgress();
    private int quietPolls;
    private volatile boolean isReading;
    private volatile boolean isStopping;
    private volatile String stalledBy = "the factor library";
    private volatile long lagRecords;

    RawLoop(Consumer<byte[], byte[]> consumer, Libraries libraries, BatchHandler handler, IntakeConfig config) {
        this.consumer = consumer;
        this.libraries = libraries;
        this.handler = handler;
        this.pauseMin = config.retryPauseMin();
        this.pauseMax = config.retryPauseMax();
        this.pause = pauseMin;
    }

    /** Where the factors and rules come from. */
    @FunctionalInterface
    interface Libraries {

        /** The library in use, at once; waits only before there is a first one. */
        Library await() throws InterruptedException;
    }

    /** What is done with a batch. */
    @FunctionalInterface
    interface BatchHandler {

        /** Returns when everything that comes of the records is durable; throws where an outage keeps it from that. */
        void handle(List<ReceivedRecord> records, Library library) throws RegistryUnavailableException;
    }

    /** Why nothing moves at present; empty while all goes well. */
    Optional<String> stalledBy() {
        return Optional.ofNullable(stalledBy);
    }

    /** Records of our partitions that were not read yet at the last poll. */
    long lagRecords() {
        return lagRecords;
    }

    void stop(Thread thread) {
        isStopping = true;
        consumer.wakeup();
        if (!isReading) {
            thread.interrupt(); // it does not poll yet, it waits for the library
        }
    }

    @Override
    public void run() {
        try (consumer) {
            libraries.await();
            isReading = true;
            stalledBy = null;
            consumer.subscribe(Topics.RAW_ACTIVITIES);
            while (!isStopping) {
                turn();
            }
        } catch (WakeupException | InterruptedException | InterruptException e) {
            LOG.debug("the raw topics are no longer read");
        } catch (RuntimeException | Error e) {
            stalledBy = "ended: " + e;
            LOG.error("the raw topics are no longer read and nothing more is acknowledged; readiness shows it", e);
        }
    }

    private void turn() throws InterruptedException {
        try {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            lagRecords = lag();
            if (polled.isEmpty()) {
                goOnAfterSilence();
            } else {
                calculate(polled);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) { // the client repairs what it can; what it throws may still pass with time
            stall(e.toString());
        }
    }

    private void calculate(ConsumerRecords<byte[], byte[]> polled) throws InterruptedException {
        var records = new ArrayList<ReceivedRecord>(polled.count());
        polled.forEach(message -> records.add(ReceivedRecord.of(message)));
        try {
            handler.handle(records, libraries.await());
        } catch (InterruptException e) {
            throw e;
        } catch (RegistryUnavailableException | RuntimeException e) { // whatever it is, what is not done comes again
            LOG.debug("a batch failed", e);
            rewind(polled);
            waitOut(String.valueOf(e.getMessage()));
            return;
        }
        acknowledge();
        goOn();
    }

    private void acknowledge() {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            consumer.commitSync(); // stopping; what is done should not come again
            throw e;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // The partitions may have gone to another instance, which then gets these records again. The ledger knows
            // a record by where it stands on the raw topic.
            LOG.infof("a batch is not acknowledged and may be calculated again: %s", e.getMessage());
        }
    }

    /** After an outage one batch that worked is the proof that it is over. */
    private void goOn() {
        rewound.clear();
        if (stalledBy != null) {
            LOG.info("calculation goes on");
            stalledBy = null;
            pause = pauseMin;
        }
    }

    /** Where nothing waits to be read again, there is no proof to be had, and silence must do. */
    private void goOnAfterSilence() {
        rewound.retainAll(consumer.assignment());
        if (rewound.isEmpty() && !quietProgress.of(consumer).isEmpty()) {
            acknowledge();
        }
        if (stalledBy != null && rewound.isEmpty() && ++quietPolls >= QUIET_POLLS_MAX) {
            goOn();
        }
    }

    private void stall(String reason) {
        if (stalledBy == null) {
            LOG.warnf("calculation waits, nothing is acknowledged meanwhile: %s", reason);
        }
        stalledBy = reason;
        quietPolls = 0;
    }

    /** Waits while staying a member of the group, so that an outage of ours does not set off a rebalance. */
    private void waitOut(String reason) {
        stall(reason);
        long until = System.nanoTime() + pause.toNanos();
        pause = pause.multipliedBy(2).compareTo(pauseMax) < 0 ? pause.multipliedBy(2) : pauseMax;
        try {
            while (System.nanoTime() < until && !isStopping) {
                consumer.pause(consumer.assignment());
                rewind(consumer.poll(POLL_WHILE_PAUSED)); // partitions that came to us just now are not paused yet
            }
        } finally {
            consumer.resume(consumer.paused());
        }
    }

    private void rewind(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, polled.records(partition).get(0).offset());
                rewound.add(partition);
            }
        }
    }

    private long lag() {
        return consumer.assignment().stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
    }
}
