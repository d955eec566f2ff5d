package io.carbonflow.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import io.carbonflow.contracts.Topics;

/**
 * Creates our topics. Everything an event passes through has {@value #PARTITIONS} partitions: the calculator writes its
 * answer into the partition number the raw record came from.
 */
public final class KafkaTopics {

    public static final int PARTITIONS = 4;
    private static final long DAY_MILLIS = 86_400_000L;
    /** Long enough to book a month again from the raw topics; the ledger itself keeps the payload for ever. */
    private static final long RETENTION_MILLIS = 30 * DAY_MILLIS;

    private KafkaTopics() {}

    /** Creates what is not there yet; existing topics stay as they are. */
    public static void create(String bootstrapServers) {
        try (Admin admin = Admin.create(EmbeddedKafka.adminConfiguration(bootstrapServers))) {
            for (var topic : admin.createTopics(all()).values().entrySet()) {
                try {
                    topic.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new PartFailedException("topic " + topic.getKey() + " cannot be created: "
                                + e.getCause().getMessage(), e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while creating topics", e);
        }
    }

    static List<NewTopic> all() {
        var event = Topics.valueSchemas()
            .keySet()
            .stream()
            .filter(
                    topic -> !Topics.COMPACTED.contains(topic))
            .map(KafkaTopics::eventTopic);
        return Stream.concat(event, Topics.COMPACTED.stream().map(KafkaTopics::compactedTopic)).toList();
    }

    private static NewTopic eventTopic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1)
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION_MILLIS)));
    }

    private static NewTopic compactedTopic(String name) {
        return new NewTopic(name, 1, (short) 1)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
}
