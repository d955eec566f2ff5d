package io.carbonflow.ledger.conservation;

import static io.carbonflow.ledger.intake.ConsumerGroup.BOOKINGS;
import static io.carbonflow.ledger.intake.ConsumerGroup.RECEIPTS;
import static io.carbonflow.ledger.intake.ConsumerGroup.REFUSALS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.intake.StageGroups;
import io.carbonflow.ledger.tally.BrokerOffsets;

/** How many records lie between the raw topics and the ledger, as the broker knows it. */
@ApplicationScoped
class BrokerLag {

    private final BrokerOffsets broker;
    private final Clock clock;
    private final Map<String, List<String>> topicsByGroup;
    private final StageGroups stages;
    private volatile Reading last;

    BrokerLag(BrokerOffsets broker, Clock clock, StageGroups stages) {
        this.broker = broker;
        this.clock = clock;
        this.stages = stages;
        topicsByGroup = new LinkedHashMap<>();
        read(stages.calculator(), Topics.RAW_ACTIVITIES);
        read(stages.metering(), List.of(Topics.RAW_METER));
        read(stages.bookings(), BOOKINGS.topics());
        read(stages.refusals(), REFUSALS.topics());
        read(stages.receipts(), RECEIPTS.topics());
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
        var partitions = broker.partitions(topicsByGroup.values().stream().flatMap(List::stream).distinct().toList());
        // Offsets before ends: what is acknowledged in between still counts as on its way, which it was when we began. The
        // other order could miss events and call them lost.
        var committed = broker.committed(topicsByGroup.keySet());
        var starts = broker.starts(partitions);
        var ends = broker.ends(partitions);
        var groups = new ArrayList<GroupLag>();
        topicsByGroup.forEach((group, topics) -> topics.forEach(topic -> {
            long records = partitions.stream()
                .filter(partition -> partition.topic().equals(topic))
                .mapToLong(partition -> lag(partition, starts, ends, committed.get(group)))
                .sum();
            groups.add(new GroupLag(group, topic, records));
        }));
        return new Reading(clock.instant(),
                sum(groups, stages.metering(), List.of(Topics.RAW_METER))
                        + sum(groups, stages.calculator(), Topics.RAW_ACTIVITIES)
                        + sum(groups, stages.bookings(), BOOKINGS.topics())
                        + sum(groups, stages.refusals(), REFUSALS.topics())
                        + sum(groups, stages.receipts(), List.of(Topics.RAW_CONTEXT)),
                sum(groups, stages.receipts(), RECEIPTS.topics())
                        + sum(groups, stages.refusals(), List.of(Topics.DEAD_INTAKE)),
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
}
