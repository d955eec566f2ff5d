package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/**
 * What the topic already says about editions. The topic itself is the memory of what was sent: a note of our own could
 * be true while the record was lost, or the other way round.
 */
@ApplicationScoped
class AnnouncedEditions {

    private static final Logger LOG = Logger.getLogger(AnnouncedEditions.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final WireCodec codec;

    AnnouncedEditions(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers,
            WireCodec codec) {
        this.codec = codec;
        settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
    }

    /** The digest of each announced edition by its key; reads the whole compacted topic, so it blocks a moment. */
    Map<String, String> digestByKey() throws RegistryUnavailableException {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FACTOR_EDITIONS)
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private Map<String, String> readToEnd(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends)
            throws RegistryUnavailableException {
        var digests = new HashMap<String, String>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(ANSWER_WITHIN)) {
                note(found, digests);
            }
        }
        return digests;
    }

    private void note(ConsumerRecord<byte[], byte[]> found, Map<String, String> digests)
            throws RegistryUnavailableException {
        String key = new String(found.key(), UTF_8);
        try {
            digests.put(key, codec.decode(found.value(), FactorEditionEvent.class).getSha256());
        } catch (UndecodableRecordException e) { // nobody else can read it either: it counts as not announced
            LOG.warnf("the record of edition %s at offset %d of %s is unreadable: %s", key, found.offset(),
                    Topics.FACTOR_EDITIONS, e.getMessage());
            digests.remove(key);
        }
    }
}
