package io.carbonflow.factorservice.announcement;

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

/**
 * What a compacted topic says already. The topic itself is the memory of what was sent: a note of our own could be true
 * while the record was lost, or the other way round.
 */
@ApplicationScoped
public class CompactedTopic {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Object> settings;

    CompactedTopic(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
    }

    /** The newest record of each key; reads the whole topic, so it blocks a moment. */
    public Map<String, ConsumerRecord<byte[], byte[]>> newestByKey(String topic) {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private static Map<String, ConsumerRecord<byte[], byte[]>> readToEnd(Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends) {
        var newest = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(ANSWER_WITHIN).forEach(found -> newest.put(new String(found.key(), UTF_8), found));
        }
        return newest;
    }
}
