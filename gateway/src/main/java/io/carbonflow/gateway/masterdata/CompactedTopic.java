package io.carbonflow.gateway.masterdata;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads a compacted topic from its beginning in a thread of its own, first up to its end, then as it grows. An outage is
 * waited out; {@link #isRead} says when the reader knows everything that was there at the start.
 */
public final class CompactedTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    /** A read ends after one poll; one that waits for an absent broker is left to its end as a daemon. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

    private final String topic;
    private final String bootstrapServers;
    private final Reader reader;
    private final boolean endsWhenRead;
    private final Thread thread;
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    /** Of the reading thread alone. */
    private final List<Barrier> barriers = new ArrayList<>();
    /** The consumer while it waits for records, for whoever does not want to wait with it. */
    private volatile KafkaConsumer<byte[], byte[]> polling;
    private volatile boolean isRead;
    private volatile boolean isClosed;

    /** Who waits until the reader is this far. */
    private record Barrier(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> waiting) {}

    /** Takes one record in; a null value removes the key. May be called with the same record again. */
    @FunctionalInterface
    public interface Reader {
        void take(String key, byte[] value);
    }

    /** @param endsWhenRead whether to stop at the end the topic had at the start, because the reader itself writes on */
    public CompactedTopic(String topic, String bootstrapServers, Reader reader, boolean endsWhenRead) {
        this.topic = topic;
        this.bootstrapServers = bootstrapServers;
        this.reader = reader;
        this.endsWhenRead = endsWhenRead;
        thread = new Thread(this::run, "compacted-" + topic);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public boolean isRead() {
        return isRead;
    }

    /**
     * Completes when the reader knows everything that the topic holds at this moment: whoever was told that a change is
     * announced finds it afterwards. Waits as long as the broker is away.
     */
    public CompletionStage<Void> caughtUp() {
        var done = new CompletableFuture<Void>();
        asked.add(done);
        KafkaConsumer<byte[], byte[]> waiting = polling;
        if (waiting != null) {
            waiting.wakeup(); // who asks for a registration waits for this answer
        }
        return done;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(CLOSE_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed && !(isRead && endsWhenRead)) {
            try {
                read();
            } catch (KafkaException | IllegalStateException e) {
                LOG.warnf("topic %s cannot be read (%s); trying again in %d s", topic, e.getMessage(),
                        RETRY_DELAY.toSeconds());
                pause();
            }
        }
    }

    private void read() {
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                .stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("the topic does not exist");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!isClosed) {
                poll(consumer).forEach(this::take);
                release(consumer, partitions);
                if (!isRead && ends.entrySet()
                    .stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    isRead = true;
                    LOG.infof("topic %s is read", topic);
                }
                if (isRead && endsWhenRead) {
                    return;
                }
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
        polling = consumer;
        try {
            return consumer.poll(POLL);
        } catch (WakeupException somebodyAsks) {
            return ConsumerRecords.empty();
        } finally {
            polling = null;
        }
    }

    private void release(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var waiting = new ArrayList<CompletableFuture<Void>>();
        for (var one = asked.poll(); one != null; one = asked.poll()) {
            waiting.add(one);
        }
        if (!waiting.isEmpty()) {
            try {
                barriers.add(new Barrier(consumer.endOffsets(partitions), waiting));
            } catch (WakeupException somebodyElseAsks) {
                asked.addAll(waiting);
            } catch (KafkaException e) {
                asked.addAll(waiting); // asked again when the broker is back
                throw e;
            }
        }
        barriers.removeIf(barrier -> {
            boolean isReached = barrier.ends()
                .entrySet()
                .stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (isReached) {
                barrier.waiting().forEach(one -> one.complete(null));
            }
            return isReached;
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.key() == null) {
            LOG.warnf("record %s-%d@%d has no key and is skipped", topic, entry.partition(), entry.offset());
            return;
        }
        try {
            reader.take(new String(entry.key(), StandardCharsets.UTF_8), entry.value());
        } catch (IllegalArgumentException e) { // a foreign key or value: it must not keep the others from being known
            LOG.warnf("record %s-%d@%d is not one of ours and is skipped: %s", topic, entry.partition(),
                    entry.offset(), e.getMessage());
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_DELAY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> settings() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    }
}
