package io.carbonflow.metering.source;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.stream.Wire;

/**
 * Counts, per source, what the other stages decided. Kept in memory and said twice a second: a crash may lose half a
 * second of good and bad marks, which no amount depends on.
 */
public final class TallyProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration ROUND = Duration.ofMillis(500);

    private final Wire wire;
    private final Map<String, Counted> tally = new LinkedHashMap<>();
    private final Map<String, String> latestEvent = new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > 50_000;
        }
    };
    private ProcessorContext<String, byte[]> context;

    public TallyProcessor(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> say());
    }

    @Override
    public void process(Record<String, byte[]> decided) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic.equals(Topics.LEDGER_BOOKED)) {
            wire.decode(decided.value(), BookedEntry.class).ifPresent(this::booked);
        } else {
            wire.decode(decided.value(), DeadLetter.class).ifPresent(letter -> refused(topic, letter));
        }
    }

    /** An event has an entry per method and part; it is one good item. */
    private void booked(BookedEntry entry) {
        if (!entry.getTenantId().matches(RecordKey.TENANT_PATTERN)) {
            return;
        }
        String key = new RecordKey(entry.getTenantId(), entry.getSourceId()).toString();
        boolean isNew = entry.getEntryType().equals("booked") && !entry.getDataQuality().equals("imputed")
                && !entry.getEventId().equals(latestEvent.put(key, entry.getEventId()));
        if (isNew) {
            counted(key).good(entry.getOccurredAt());
        }
    }

    private void refused(String topic, DeadLetter letter) {
        if (letter.getHeld() || !letter.getTenantId().matches(RecordKey.TENANT_PATTERN)) {
            return;
        }
        boolean isConflict = topic.equals(Topics.DEAD_LEDGER)
                && letter.getReasons()
                    .stream()
                    .anyMatch(reason -> reason.getCode().equals(ReasonCode.DUPLICATE_CONFLICT.name()));
        var counted = counted(new RecordKey(letter.getTenantId(), letter.getSource()).toString());
        if (isConflict) {
            counted.conflicts++;
        } else {
            counted.rejects++;
        }
    }

    private Counted counted(String key) {
        return tally.computeIfAbsent(key, source -> new Counted());
    }

    private void say() {
        long millis = context.currentSystemTimeMs();
        tally.forEach((key, counted) -> context.forward(
                new Record<>(key, Json.write(counted.fact(Instant.ofEpochMilli(millis))), millis)));
        tally.clear();
    }

    /** What was decided about a source since it was said last. */
    private static final class Counted {

        private long good;
        private long rejects;
        private long conflicts;
        private Instant latest;

        void good(Instant occurredAt) {
            good++;
            latest = latest == null || occurredAt.isAfter(latest) ? occurredAt : latest;
        }

        SourceFact fact(Instant now) {
            return SourceFact.counts(latest, now, good, rejects, conflicts);
        }
    }
}
