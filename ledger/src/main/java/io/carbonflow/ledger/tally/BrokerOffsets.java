package io.carbonflow.ledger.tally;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where topics begin and end and how far groups have come. All of it throws {@link KafkaException} where the broker cannot
 * be asked.
 */
@ApplicationScoped
public class BrokerOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;

    BrokerOffsets(Admin admin) {
        this.admin = admin;
    }

    /** The partitions of those of the topics that exist; one nobody has made yet holds nothing. */
    public List<TopicPartition> partitions(Collection<String> topics) {
        var partitions = new ArrayList<TopicPartition>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> {
            try {
                await(description).partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        return partitions;
    }

    /** What each group has acknowledged; a partition of which it has acknowledged nothing has none. */
    public Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups) {
        return await(admin.listConsumerGroupOffsets(groups.stream()
            .distinct()
            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()))).all());
    }

    /** The first offset each partition still holds. */
    public Map<TopicPartition, Long> starts(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** The offset the next record of each partition gets. */
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The first offset of each partition whose record is of this time or later; -1 where there is none. */
    public Map<TopicPartition, Long> since(List<TopicPartition> partitions, Instant time) {
        return offsets(partitions, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())));
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        var offsets = new HashMap<TopicPartition, Long>();
        await(admin.listOffsets(partitions.stream().collect(Collectors.toMap(one -> one, one -> which))).all())
            .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not tell the lag: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }
}
