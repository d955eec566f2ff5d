package io.carbonflow.embedded;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
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
    /** Long enough to book a month again from the raw topics. */
    private static final long RETENTION_MILLIS = 30 * DAY_MILLIS;
    private static final long FOR_EVER = -1;

    private KafkaTopics() {}

    /** Creates what is not there yet. Existing topics stay as they are, but lose nothing that is to be kept for ever. */
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
            keep(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while creating topics", e);
        }
    }

    /** Those that were created when they were not kept yet. */
    private static void keep(Admin admin) throws InterruptedException {
        var forEver = new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(FOR_EVER)), AlterConfigOp.OpType.SET);
        var changes = Topics.KEPT.stream()
            .collect(Collectors.toMap(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    topic -> (Collection<AlterConfigOp>) List.of(forEver)));
        try {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new PartFailedException("topics " + Topics.KEPT + " cannot be kept for ever: "
                    + e.getCause().getMessage(), e.getCause());
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
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retentionOf(name))));
    }

    private static long retentionOf(String topic) {
        return Topics.KEPT.contains(topic) ? FOR_EVER : RETENTION_MILLIS;
    }

    private static NewTopic compactedTopic(String name) {
        return new NewTopic(name, 1, (short) 1)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }
}
