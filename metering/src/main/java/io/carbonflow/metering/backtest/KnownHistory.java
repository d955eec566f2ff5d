package io.carbonflow.metering.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import io.carbonflow.contracts.Topics;
import io.carbonflow.metering.engine.History.Interval;
import io.carbonflow.metering.stream.StoredHistory;

/** The measured intervals that this instance keeps, which are those of its partitions. */
@ApplicationScoped
class KnownHistory {

    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    private final KafkaStreams streams;

    KnownHistory(KafkaStreams streams) {
        this.streams = streams;
    }

    /** @param channel "-" where the source has only one meter */
    record Meter(String source, String channel) {}

    /**
     * By meter, in the order of their begin.
     *
     * @param source only this one's; null for all of the tenant
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while partitions are being shared out
     */
    Map<Meter, List<Interval>> of(String tenant, String source, Instant from, Instant to) {
        ReadOnlyKeyValueStore<String, String> store = streams
            .store(StoreQueryParameters.fromNameAndType(StoredHistory.STORE, QueryableStoreTypes.keyValueStore()));
        String prefix = source == null ? tenant : tenant + SEPARATOR + source;
        var meters = new TreeMap<Meter, List<Interval>>(
                java.util.Comparator.comparing(Meter::source).thenComparing(Meter::channel));
        try (var range = store.range(prefix + SEPARATOR, prefix + AFTER_SEPARATOR)) {
            while (range.hasNext()) {
                var entry = range.next();
                var interval = StoredHistory.interval(entry.key, entry.value);
                if (!interval.from().isBefore(from) && interval.from().isBefore(to)) {
                    List<String> meter = StoredHistory.meterOf(entry.key);
                    add(meters.computeIfAbsent(new Meter(meter.get(1), meter.get(2)), name -> new ArrayList<>()),
                            interval);
                }
            }
        }
        return meters;
    }

    /** A late reading may have split what was one interval: of two that overlap the earlier one stays. */
    private static void add(List<Interval> known, Interval interval) {
        boolean isApart = known.isEmpty() || !known.get(known.size() - 1).to().isAfter(interval.from());
        if (isApart) {
            known.add(interval);
        }
    }

    /** The partitions of raw.meter whose meters are here. */
    List<Integer> partitions() {
        var covered = new TreeSet<Integer>();
        streams.metadataForLocalThreads()
            .forEach(thread -> thread.activeTasks()
                .forEach(task -> task.topicPartitions()
                    .stream()
                    .filter(partition -> partition.topic().equals(Topics.RAW_METER))
                    .forEach(partition -> covered.add(partition.partition()))));
        return List.copyOf(covered);
    }
}
