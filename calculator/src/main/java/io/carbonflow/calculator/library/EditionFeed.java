package io.carbonflow.calculator.library;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Hears of editions that come into force. Every instance reads the whole compacted topic from its beginning and belongs
 * to no group: each one needs every announcement, and there are few.
 */
@ApplicationScoped
class EditionFeed {

    private static final Logger LOG = Logger.getLogger(EditionFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final CurrentLibrary library;
    private final WireCodec codec;
    private final Consumer<byte[], byte[]> consumer;
    private volatile boolean isStopping;
    private Thread reader;

    EditionFeed(CurrentLibrary library, WireCodec codec,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.library = library;
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.CLIENT_ID_CONFIG, "calculator-editions",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void start(@Observes StartupEvent started) {
        reader = new Thread(this::read, "edition-feed");
        reader.setDaemon(true);
        reader.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
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
            LOG.debug("editions are no longer heard of");
        } catch (RuntimeException e) {
            LOG.error("editions are no longer heard of; the periodic check still finds them", e);
        }
    }

    private boolean hasTopic() {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FACTOR_EDITIONS)
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return !partitions.isEmpty();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("topic %s cannot be read yet: %s", Topics.FACTOR_EDITIONS, e.getMessage());
            return false;
        }
    }

    private void poll() throws InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> announcement : consumer.poll(POLL)) {
                announce(announcement);
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) { // the client repairs what it can; what it throws may still pass with time
            LOG.warnf("topic %s: %s", Topics.FACTOR_EDITIONS, e.getMessage());
            Thread.sleep(RETRY_DELAY.toMillis());
        }
    }

    private void announce(ConsumerRecord<byte[], byte[]> announcement) throws InterruptedException {
        while (announcement.value() != null && !isStopping) {
            try {
                library.announce(codec.decode(announcement.value(), FactorEditionEvent.class).getEditionId());
                return;
            } catch (UndecodableRecordException e) {
                LOG.errorf("an announcement on %s at offset %d cannot be read and is passed over: %s",
                        Topics.FACTOR_EDITIONS, announcement.offset(), e.getMessage());
                return;
            } catch (RegistryUnavailableException e) {
                LOG.warnf("%s; an announced edition waits", e.getMessage());
                Thread.sleep(RETRY_DELAY.toMillis());
            }
        }
    }
}
