package io.carbonflow.ledger.imbalance;

import static io.carbonflow.ledger.intake.ConsumerGroup.BOOKINGS;
import static io.carbonflow.ledger.intake.ConsumerGroup.RECEIPTS;
import static io.carbonflow.ledger.intake.ConsumerGroup.REFUSALS;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.intake.StageGroups;
import io.carbonflow.ledger.tally.BrokerOffsets;

/**
 * Waits until everything there was has gone all the way. One stage after the other: what a stage has made of the records
 * before its mark stands before the end of its topics once it has passed the mark, and that end is the next mark.
 */
@ApplicationScoped
class Passage {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final BrokerOffsets broker;
    private final StageGroups stages;

    Passage(BrokerOffsets broker, StageGroups stages) {
        this.broker = broker;
        this.stages = stages;
    }

    /** A group and what it reads on the way. */
    private record Reader(String group, List<String> topics) {}

    private List<List<Reader>> steps() {
        return List.of(List.of(new Reader(stages.metering(), List.of(Topics.RAW_METER))),
                List.of(new Reader(stages.calculator(), Topics.RAW_ACTIVITIES),
                        new Reader(stages.receipts(), RECEIPTS.topics())),
                List.of(new Reader(stages.bookings(), BOOKINGS.topics()),
                        new Reader(stages.refusals(), REFUSALS.topics())));
    }

    /**
     * Up to where the records of each partition have gone all the way; empty where they have not after this time.
     *
     * @throws KafkaException when the broker cannot be asked
     */
    Optional<Map<TopicPartition, Long>> await(Duration most) {
        long until = System.nanoTime() + most.toNanos();
        var passed = new HashMap<TopicPartition, Long>();
        for (List<Reader> step : steps()) {
            var topics = step.stream().flatMap(reader -> reader.topics().stream()).distinct().toList();
            var marks = broker.ends(broker.partitions(topics));
            while (!havePassed(step, marks)) {
                if (System.nanoTime() > until || !pause()) {
                    return Optional.empty();
                }
            }
            marks.forEach(passed::putIfAbsent); // raw.meter is read in two steps; metering has passed the first mark only
        }
        return Optional.of(passed);
    }

    private boolean havePassed(List<Reader> step, Map<TopicPartition, Long> marks) {
        var committed = broker.committed(step.stream().map(Reader::group).toList());
        var starts = broker.starts(List.copyOf(marks.keySet()));
        return step.stream()
            .allMatch(reader -> reader.topics()
                .stream()
                .allMatch(topic -> marks.entrySet()
                    .stream()
                    .filter(mark -> mark.getKey().topic().equals(topic))
                    .allMatch(mark -> hasPassed(committed.get(reader.group()).get(mark.getKey()), mark.getValue(),
                            starts.get(mark.getKey())))));
    }

    /** What the topic no longer holds comes to nobody; a partition that holds nothing before the mark is passed. */
    private static boolean hasPassed(OffsetAndMetadata acknowledged, long mark, long start) {
        return mark <= start || acknowledged != null && acknowledged.offset() >= mark;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
