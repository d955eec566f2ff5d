package io.carbonflow.ledger.conservation;

import static io.carbonflow.ledger.intake.ConsumerGroup.BOOKINGS;
import static io.carbonflow.ledger.intake.ConsumerGroup.RECEIPTS;
import static io.carbonflow.ledger.intake.ConsumerGroup.REFUSALS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.intake.ConsumptionConfig;

/** How many records lie between the raw topics and the ledger, as the broker knows it. */
@ApplicationScoped
class BrokerLag {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;
    private final Clock clock;
    private final Map<String, List<String>> topicsByGroup;
    private final String calculator;
    private final String metering;
    private final String bookings;
    private final String refusals;
    private final String receipts;
    private volatile Reading last;

    BrokerLag(Admin admin, Clock clock, LedgerConfig config, ConsumptionConfig consumption) {
        this.admin = admin;
        this.clock = clock;
        calculator = config.calculatorGroup();
        metering = config.meteringGroup();
        String prefix = config.consumerGroup();
        bookings = consumption.consume() ? BOOKINGS.id(prefix) : prefix;
        refusals = consumption.consume() ? REFUSALS.id(prefix) : prefix;
        receipts = consumption.consume() ? RECEIPTS.id(prefix) : prefix;
        topicsByGroup = new LinkedHashMap<>();
        read(calculator, Topics.RAW_ACTIVITIES);
        read(metering, List.of(Topics.RAW_METER));
        read(bookings, BOOKINGS.topics());
        read(refusals, REFUSALS.topics());
        read(receipts, RECEIPTS.topics());
    }

    private void read(String group, List<String> topics) {
        topicsByGroup.merge(group, topics, (some, others) -> Stream.concat(some.stream(), others.stream()).toList());
    }

    /** Records a group has not acknowledged, of one topic. */
    record GroupLag(String group, String topic, long records) {}

    /**
     * The lag at one time.
     *
     * @param unsettled records that are received and not settled: on their way to or from the metering stage or the
     *                  calculator
     * @param uncounted records whose receipt is not counted yet
     */
    record Reading(Instant at, long unsettled, long uncounted, List<GroupLag> groups) {}

    /**
     * A reading no older than this.
     *
     * @throws KafkaException when the broker cannot be asked
     */
    Reading notOlderThan(Duration ageMax) {
        var known = last;
        if (known != null && Duration.between(known.at(), clock.instant()).compareTo(ageMax) < 0) {
            return known;
        }
        var read = read();
        last = read;
        return read;
    }

    private Reading read() {
        var partitions = partitions();
        // Offsets before ends: what is acknowledged in between still counts as on its way, which it was when we began. The
        // other order could miss events and call them lost.
        var committed = await(admin.listConsumerGroupOffsets(topicsByGroup.keySet()
            .stream()
            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()))).all());
        var starts = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        var groups = new ArrayList<GroupLag>();
        topicsByGroup.forEach((group, topics) -> topics.forEach(topic -> {
            long records = partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .mapToLong(partition -> lag(partition, starts, ends, committed.get(group)))
                .sum();
            groups.add(new GroupLag(group, topic, records));
        }));
        return new Reading(clock.instant(),
                sum(groups, metering, List.of(Topics.RAW_METER)) + sum(groups, calculator, Topics.RAW_ACTIVITIES)
                        + sum(groups, bookings, BOOKINGS.topics()) + sum(groups, refusals, REFUSALS.topics())
                        + sum(groups, receipts, List.of(Topics.RAW_CONTEXT)),
                sum(groups, receipts, RECEIPTS.topics()) + sum(groups, refusals, List.of(Topics.DEAD_INTAKE)),
                List.copyOf(groups));
    }

    private static long lag(TopicPartition partition, Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> committed) {
        var acknowledged = committed.get(partition);
        long start = starts.get(partition);
        long position = acknowledged == null ? start : Math.max(start, acknowledged.offset());
        return Math.max(0, ends.get(partition) - position);
    }

    private static long sum(List<GroupLag> groups, String group, List<String> topics) {
        return groups.stream()
            .filter(lag -> lag.group().equals(group) && topics.contains(lag.topic()))
            .mapToLong(GroupLag::records)
            .sum();
    }

    /** The partitions of those of our topics that exist; one nobody has made yet holds nothing. */
    private List<TopicPartition> partitions() {
        var topics = topicsByGroup.values().stream().flatMap(List::stream).distinct().toList();
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
