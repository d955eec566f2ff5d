package io.carbonflow.bench.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.embedded.KafkaTopics;

/**
 * Reads {@code ledger.booked} and takes the time from when a reading was handed to the producer until its first entry is
 * announced, which the ledger does once the transaction is committed.
 */
final class Announced implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Feed feed;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Long, Long> sentNanos = new ConcurrentHashMap<>();
    private final List<Double> milliseconds = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "announced");
    private volatile boolean isClosed;

    Announced(Feed feed, String bootstrapServers) {
        this.feed = feed;
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = IntStream.range(0, KafkaTopics.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topics.LEDGER_BOOKED, partition))
            .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader.start();
    }

    void sent(long number) {
        sentNanos.put(number, System.nanoTime());
    }

    /** Whether everything sent has been announced. */
    boolean isComplete() {
        return sentNanos.isEmpty();
    }

    private void read() {
        while (!isClosed) {
            consumer.poll(POLL).forEach(record -> {
                long now = System.nanoTime();
                var header = record.headers().lastHeader(RecordHeaders.CORRELATION_ID);
                Long sent = sentNanos.remove(feed.numberOf(new String(header.value(), UTF_8)));
                if (sent != null) {
                    milliseconds.add((now - sent) / 1e6);
                }
            });
        }
        consumer.close();
    }

    /** One figure per reading, once this is closed. */
    List<Double> milliseconds() {
        return milliseconds;
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
