package io.carbonflow.ledger.imbalance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.imbalance.Finding.Removed;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.tally.BrokerOffsets;
import io.carbonflow.platform.wire.RegistryUnavailableException;

/** Reads the topics once more, from a minute on, for the records of minutes that do not add up. */
@ApplicationScoped
class RawSearch {

    private static final List<String> TOPICS = Stream
        .concat(Topics.RAW_ACTIVITIES.stream(), Stream.of(Topics.RAW_METER, Topics.RAW_CONTEXT, Topics.DEAD_INTAKE,
                Topics.CALCULATED_EMISSIONS, Topics.DEAD_CALCULATION))
        .toList();
    /** A record's time in the broker is its sender's, a moment after its receipt by clocks that may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SILENT_POLLS_MAX = 20;

    private final BrokerOffsets broker;
    private final Examiner examiner;
    private final String servers;
    private final long recordsMost;

    RawSearch(BrokerOffsets broker, Examiner examiner, SweepConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.broker = broker;
        this.examiner = examiner;
        this.servers = servers;
        this.recordsMost = config.recordsReadMax();
    }

    /**
     * What a search has found.
     *
     * @param removed by minute, the partitions that begin after it
     */
    record Result(Map<TenantMinute, Evidence> evidence, Map<TenantMinute, List<Removed>> removed, boolean isComplete) {}

    /**
     * Looks for the records of these minutes.
     *
     * @param passed up to where records have gone all the way
     */
    Result search(Set<TenantMinute> minutes, Map<TopicPartition, Long> passed) throws RegistryUnavailableException {
        var evidence = new HashMap<TenantMinute, Evidence>();
        minutes.forEach(minute -> evidence.put(minute, new Evidence()));
        var partitions = broker.partitions(TOPICS);
        var starts = broker.starts(partitions);
        var ends = broker.ends(partitions);
        Instant first = minutes.stream().map(TenantMinute::start).min(Instant::compareTo).orElseThrow();
        var from = broker.since(partitions, first.minus(CLOCKS_DIFFER));
        var open = new HashSet<TopicPartition>();
        partitions.stream().filter(one -> from.get(one) >= 0 && from.get(one) < ends.get(one)).forEach(open::add);
        boolean isComplete = read(open, from, ends, records -> examiner.examine(records, passed, evidence));
        return new Result(evidence, removed(minutes, partitions, starts), isComplete);
    }

    /** Is given records in the order of each partition. */
    @FunctionalInterface
    private interface Reading {
        void of(List<ReceivedRecord> records) throws RegistryUnavailableException;
    }

    /** Returns whether all there is was read. */
    private boolean read(Set<TopicPartition> open, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends,
            Reading reading) throws RegistryUnavailableException {
        long left = recordsMost;
        int silentPolls = 0;
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(open);
            open.forEach(partition -> consumer.seek(partition, from.get(partition)));
            while (!open.isEmpty() && left > 0 && silentPolls < SILENT_POLLS_MAX
                    && !Thread.currentThread().isInterrupted()) {
                var polled = consumer.poll(POLL);
                silentPolls = polled.isEmpty() ? silentPolls + 1 : 0;
                for (TopicPartition partition : polled.partitions()) {
                    var records = before(ends.get(partition), polled.records(partition));
                    left -= records.size();
                    reading.of(records);
                }
                if (open.removeIf(partition -> consumer.position(partition) >= ends.get(partition))) {
                    consumer.assign(open);
                }
            }
        }
        return open.isEmpty();
    }

    private static List<ReceivedRecord> before(long end, List<ConsumerRecord<byte[], byte[]>> polled) {
        return polled.stream().filter(record -> record.offset() < end).map(ReceivedRecord::of).toList();
    }

    /** A partition has lost records of a minute if its first ones are gone and all it holds came after its begin. */
    private Map<TenantMinute, List<Removed>> removed(Collection<TenantMinute> minutes,
            List<TopicPartition> partitions, Map<TopicPartition, Long> starts) {
        var shortened = partitions.stream().filter(partition -> starts.get(partition) > 0).toList();
        var removed = new HashMap<TenantMinute, List<Removed>>();
        var sinceByMinute = new HashMap<Instant, Map<TopicPartition, Long>>();
        for (TenantMinute minute : minutes) {
            var since = sinceByMinute.computeIfAbsent(minute.start(), start -> broker.since(shortened, start));
            var those = new ArrayList<Removed>();
            for (TopicPartition partition : shortened) {
                long held = since.get(partition);
                if (held < 0 || held <= starts.get(partition)) {
                    those.add(new Removed(partition.topic(), partition.partition(), starts.get(partition)));
                }
            }
            removed.put(minute, those);
        }
        return removed;
    }

    private Map<String, Object> settings() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ConsumerConfig.CLIENT_ID_CONFIG, "ledger-conservation",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    }
}
