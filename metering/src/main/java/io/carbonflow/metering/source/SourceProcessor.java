package io.carbonflow.metering.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.stream.MeteringMetrics;
import io.carbonflow.metering.stream.Outgoing;
import io.carbonflow.metering.stream.Wire;

/**
 * Keeps the book of every source, says at most once a second what changed in it, and notices who has fallen silent or
 * never said a word. Sources nobody has registered are listed as far as there is room, and forgotten after five weeks.
 */
public final class SourceProcessor implements Processor<String, byte[], String, Outgoing> {

    public static final String STORE = "sources";

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final long DAY_SECONDS = 86_400;
    /** After so many days without a word a source that nobody has registered is forgotten. */
    private static final long STRANGER_DAYS = 35;

    private final Wire wire;
    private final String devices;
    private final int strangersMax;
    private final MeteringMetrics metrics;
    private final Set<String> changed = new LinkedHashSet<>();
    /** When each source that reports regularly is late; worked out again from the store at every start. */
    private final Map<String, Instant> lateAt = new HashMap<>();
    /** How many sources of each tenant nobody has registered. */
    private final Map<String, Integer> strangers = new HashMap<>();
    private ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> registered;
    private ProcessorContext<String, Outgoing> context;
    private SourceReports reports;
    private KeyValueStore<String, byte[]> store;
    private Instant startedAt;
    private long today;

    /**
     * Of one partition.
     *
     * @param devices      the global store of the registrations
     * @param strangersMax how many sources of a tenant that nobody has registered are listed
     */
    public SourceProcessor(Wire wire, String devices, int strangersMax, MeteringMetrics metrics) {
        this.wire = wire;
        this.devices = devices;
        this.strangersMax = strangersMax;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        registered = context.getStateStore(devices);
        reports = new SourceReports(context, wire);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> round());
    }

    /** The context has no time before the first record or round. */
    private void begin() {
        startedAt = now();
        today = Math.floorDiv(startedAt.getEpochSecond(), DAY_SECONDS);
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                SourceBook book = Json.read(entry.value, SourceBook.class);
                watch(entry.key, book);
                count(entry.key, book, 1);
                changed.add(entry.key); // what the crash kept from being said
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> news) {
        if (startedAt == null) {
            begin();
        }
        SourceFact fact = Json.read(news.value(), SourceFact.class);
        SourceBook before = Json.read(store.get(news.key()), SourceBook.class);
        Instant now = now();
        if (before == null && !isListed(news.key(), fact)) {
            return;
        }
        SourceBook after = (before == null ? SourceBook.opened(now) : before).with(fact, now);
        if (before != null && fact.isUnregistration() && !before.isHeard() && before.days().isEmpty()) {
            remove(news.key(), before, now);
            return;
        }
        if (!after.equals(before)) {
            keep(news.key(), before, after);
        }
        if (before != null && !before.state().equals(after.state())) {
            clear(news.key(), before, after.state().equals(SourceBook.UNKNOWN) ? "it is no longer registered" : null,
                    now);
        }
        boolean isGone = after.state().equals(SourceBook.OFFLINE)
                && (before == null || !before.state().equals(SourceBook.OFFLINE));
        if (isGone) {
            reports.alert(news.key(), "offline", "raised", after.since(), null,
                    "it, or its broker, says that it is off line",
                    now);
        }
        if (fact.conflicts() > 0) {
            reports.alert(news.key(), "conflict", "raised", fact.receivedAt(), fact.receivedAt(),
                    "the same event came with other content; what was booked first stands", now);
        }
    }

    /** Whether there is to be a book of a source that has none. */
    private boolean isListed(String key, SourceFact fact) {
        if (Boolean.TRUE.equals(fact.isRegistered())) {
            return true;
        }
        boolean isFull = strangers.getOrDefault(RecordKey.parse(key).tenantId(), 0) >= strangersMax;
        if (isFull) {
            metrics.notListed();
        }
        return !isFull && !fact.isOfRegistration();
    }

    private void round() {
        if (startedAt == null) {
            begin();
        }
        Instant now = now();
        long day = Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
        List.copyOf(lateAt.entrySet()).stream().filter(entry -> now.isAfter(entry.getValue())).forEach(entry -> {
            lateAt.remove(entry.getKey());
            silence(entry.getKey(), now);
        });
        if (day != today) {
            today = day; // faults of a week ago no longer count
            turnPage(now);
        }
        changed.forEach(key -> reports.say(key, Json.read(store.get(key), SourceBook.class), today, now));
        changed.clear();
    }

    private void turnPage(Instant now) {
        var forgotten = new HashMap<String, SourceBook>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                SourceBook book = Json.read(entry.value, SourceBook.class);
                changed.add(entry.key);
                if (book.isStranger() && book.held() == 0 && book.latestDay() < today - STRANGER_DAYS) {
                    forgotten.put(entry.key, book);
                }
            });
        }
        forgotten.forEach((key, book) -> remove(key, book, now));
    }

    private void silence(String key, Instant now) {
        SourceBook book = Json.read(store.get(key), SourceBook.class);
        if (book == null || !isWatched(book)) {
            return;
        }
        if (!book.isHeard() && registered.get(key) == null) {
            remove(key, book, now);
            return;
        }
        keep(key, book, book.in(SourceBook.SILENT, now));
        String since = book.isHeard() ? "nothing came since " + book.lastReceivedAt()
                : "nothing ever came since it was registered at " + book.registeredAt();
        reports.alert(key, "silence", "raised", book.quietSince(), null,
                since + "; it is to report every " + book.cadenceSeconds() + " seconds", now);
    }

    /** @param why null where it is simply there again */
    private void clear(String key, SourceBook before, String why, Instant now) {
        if (before.state().equals(SourceBook.SILENT)) {
            reports.alert(key, "silence", "cleared", before.quietSince(), now, why == null ? "it is heard again" : why,
                    now);
        } else if (before.state().equals(SourceBook.OFFLINE)) {
            reports.alert(key, "offline", "cleared", before.since(), now, why == null ? "it is on line again" : why,
                    now);
        }
    }

    private void keep(String key, SourceBook before, SourceBook book) {
        if (before != null) {
            count(key, before, -1);
        }
        count(key, book, 1);
        store.put(key, Json.write(book));
        changed.add(key);
        watch(key, book);
    }

    private void remove(String key, SourceBook book, Instant now) {
        if (store.delete(key) != null) {
            count(key, book, -1);
        }
        clear(key, book, "it is no longer registered", now);
        changed.remove(key);
        lateAt.remove(key);
        reports.removed(key, now);
    }

    private void count(String key, SourceBook book, int change) {
        if (book.isStranger()) {
            strangers.merge(RecordKey.parse(key).tenantId(), change, Integer::sum);
        }
    }

    private void watch(String key, SourceBook book) {
        Duration quiet = book.quietMax();
        if (quiet == null || !isWatched(book)) {
            lateAt.remove(key);
            return;
        }
        Instant heard = book.quietSince().isAfter(startedAt) ? book.quietSince() : startedAt;
        lateAt.put(key, heard.plus(quiet));
    }

    private static boolean isWatched(SourceBook book) {
        return book.state().equals(SourceBook.ACTIVE) || book.state().equals(SourceBook.EXPECTED);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs()).truncatedTo(ChronoUnit.MILLIS);
    }
}
