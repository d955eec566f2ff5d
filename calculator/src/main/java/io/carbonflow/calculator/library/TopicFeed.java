package io.carbonflow.calculator.library;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;

/**
 * Reads announcements. Every instance reads the whole compacted topic from its beginning and belongs to no group: each
 * one needs every announcement, and there are few.
 */
final class TopicFeed {

    private static final Logger LOG = Logger.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final String topic;
    private final Listener listener;
    private final Consumer<byte[], byte[]> consumer;
    private volatile boolean isStopping;

    TopicFeed(String topic, String servers, Listener listener) {
        this.topic = topic;
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.CLIENT_ID_CONFIG, "calculator-" + topic,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What is done with an announcement. */
    @FunctionalInterface
    interface Listener {

        void hear(byte[] value) throws UndecodableRecordException, RegistryUnavailableException;
    }

    void start() {
        var reader = new Thread(this::read, topic + "-feed");
        reader.setDaemon(true);
        reader.start();
    }

    void stop() {
        isStopping = true;
        consumer.wakeup();
    }

    private void read() {
        try (consumer) {
            while (!isStopping && !hasTopic()) {
                Thread.sleep(RETRY_DELAY.toMillis());
            }
            while (!isStopping) {
                poll();
            }
        } catch (WakeupException | InterruptedException | InterruptException e) {
            LOG.debugf("topic %s is no longer heard", topic);
        } catch (RuntimeException e) {
            LOG.errorf(e, "topic %s is no longer heard; the periodic check still finds what changes", topic);
        }
    }

    private boolean hasTopic() {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return !partitions.isEmpty();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("topic %s cannot be read yet: %s", topic, e.getMessage());
            return false;
        }
    }

    private void poll() throws InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> announcement : consumer.poll(POLL)) {
                hear(announcement);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) { // the client repairs what it can; what it throws may still pass with time
            LOG.warnf("topic %s: %s", topic, e.getMessage());
            Thread.sleep(RETRY_DELAY.toMillis());
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> announcement) throws InterruptedException {
        while (announcement.value() != null && !isStopping) {
            try {
                listener.hear(announcement.value());
                return;
            } catch (UndecodableRecordException e) {
                LOG.errorf("an announcement on %s at offset %d cannot be read and is passed over: %s", topic,
                        announcement.offset(), e.getMessage());
                return;
            } catch (RegistryUnavailableException e) {
                LOG.warnf("%s; what was announced on %s waits", e.getMessage(), topic);
                Thread.sleep(RETRY_DELAY.toMillis());
            }
        }
    }
}
