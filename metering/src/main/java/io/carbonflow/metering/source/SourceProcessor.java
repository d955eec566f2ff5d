package io.carbonflow.metering.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.ReportedValue;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.stream.Outgoing;
import io.carbonflow.metering.stream.Wire;

/**
 * Keeps the book of every source, says at most once a second what changed in it, and notices who has fallen silent.
 */
public final class SourceProcessor implements Processor<String, byte[], String, Outgoing> {

    public static final String STORE = "sources";

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final long DAY_SECONDS = 86_400;

    private final Wire wire;
    private final Set<String> changed = new LinkedHashSet<>();
    /** When each source that reports regularly is late; worked out again from the store at every start. */
    private final Map<String, Instant> lateAt = new HashMap<>();
    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<String, byte[]> store;
    private Instant startedAt;
    private long today;

    public SourceProcessor(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        startedAt = now();
        today = Math.floorDiv(startedAt.getEpochSecond(), DAY_SECONDS);
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                watch(entry.key, Json.read(entry.value, SourceBook.class));
                changed.add(entry.key); // what the crash kept from being said
            }
        }
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> round());
    }

    @Override
    public void process(Record<String, byte[]> news) {
        SourceFact fact = Json.read(news.value(), SourceFact.class);
        SourceBook before = Json.read(store.get(news.key()), SourceBook.class);
        Instant now = now();
        SourceBook after = (before == null ? SourceBook.opened(now) : before).with(fact, now);
        keep(news.key(), after);
        if (before != null && !before.state().equals(after.state())) {
            clear(news.key(), before, now);
        }
        boolean isGone = after.state().equals(SourceBook.OFFLINE)
                && (before == null || !before.state().equals(SourceBook.OFFLINE));
        if (isGone) {
            alert(news.key(), "offline", "raised", after.since(), null, "it, or its broker, says that it is off line",
                    now);
        }
        if (fact.conflicts() > 0) {
            alert(news.key(), "conflict", "raised", fact.receivedAt(), fact.receivedAt(),
                    "the same event came with other content; what was booked first stands", now);
        }
    }

    private void round() {
        Instant now = now();
        long day = Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
        List.copyOf(lateAt.entrySet()).stream().filter(entry -> now.isAfter(entry.getValue())).forEach(entry -> {
            lateAt.remove(entry.getKey());
            silence(entry.getKey(), now);
        });
        if (day != today) {
            today = day; // faults of a week ago no longer count
            try (var all = store.all()) {
                all.forEachRemaining(entry -> changed.add(entry.key));
            }
        }
        changed.forEach(key -> say(key, now));
        changed.clear();
    }

    private void silence(String key, Instant now) {
        SourceBook book = Json.read(store.get(key), SourceBook.class);
        if (book == null || !book.state().equals(SourceBook.ACTIVE)) {
            return;
        }
        keep(key, book.in(SourceBook.SILENT, now));
        alert(key, "silence", "raised", book.lastReceivedAt(), null, "nothing came since " + book.lastReceivedAt()
                + "; it is to report every " + book.cadenceSeconds() + " seconds", now);
    }

    private void clear(String key, SourceBook before, Instant now) {
        if (before.state().equals(SourceBook.SILENT)) {
            alert(key, "silence", "cleared", before.lastReceivedAt(), now, "it is heard again", now);
        } else if (before.state().equals(SourceBook.OFFLINE)) {
            alert(key, "offline", "cleared", before.since(), now, "it is on line again", now);
        }
    }

    private void keep(String key, SourceBook book) {
        store.put(key, Json.write(book));
        changed.add(key);
        watch(key, book);
    }

    private void watch(String key, SourceBook book) {
        Duration quiet = book.quietMax();
        if (quiet == null || !book.state().equals(SourceBook.ACTIVE)) {
            lateAt.remove(key);
            return;
        }
        Instant heard = book.lastReceivedAt().isAfter(startedAt) ? book.lastReceivedAt() : startedAt;
        lateAt.put(key, heard.plus(quiet));
    }

    private void say(String key, Instant now) {
        SourceBook book = Json.read(store.get(key), SourceBook.class);
        var of = RecordKey.parse(key);
        DayCounts window = Trust.window(book.days(), today);
        var values = book.values()
            .entrySet()
            .stream()
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .map(entry -> new ReportedValue(entry.getKey(), entry.getValue().amount().toPlainString(),
                    entry.getValue().unit(), entry.getValue().at()))
            .toList();
        var state = new SourceState(of.tenantId(), of.sourceId(), book.state(), book.since(),
                Trust.of(window).toPlainString(), book.family(), book.cadenceSeconds(), book.lastReadingAt(),
                book.lastReceivedAt(), window.good(), window.rejects(), window.gaps(), window.conflicts(),
                window.imputed(), book.held(), values, now);
        forward(of, Topics.SOURCES_STATE, state, now);
    }

    private void alert(String key, String kind, String state, Instant from, Instant to, String detail, Instant now) {
        var of = RecordKey.parse(key);
        var alert = new QualityAlert(kind + ":" + of.sourceId() + ":" + from, of.tenantId(), of.sourceId(), kind, state,
                from, to, detail, Map.of(), now);
        forward(of, Topics.QUALITY_ALERTS, alert, now);
    }

    private void forward(RecordKey of, String topic, org.apache.avro.specific.SpecificRecordBase value, Instant now) {
        context.forward(Outgoing.record(of, topic, wire.encode(topic, value), of.toString(), now,
                context.currentSystemTimeMs()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs()).truncatedTo(ChronoUnit.MILLIS);
    }
}
