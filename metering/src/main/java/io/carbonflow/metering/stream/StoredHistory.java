package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.metering.engine.History;

/** The measured intervals of one meter in a store that all meters of a partition share. */
public final class StoredHistory implements History {

    public static final String STORE = "history";

    private static final char SEPARATOR = '\0';

    private final ReadOnlyKeyValueStore<String, String> store;
    private final String prefix;

    /** For reading only. */
    public StoredHistory(ReadOnlyKeyValueStore<String, String> store, RecordKey source, String channel) {
        this.store = store;
        prefix = source.tenantId() + SEPARATOR + source.sourceId() + SEPARATOR + channel + SEPARATOR;
    }

    @Override
    public void keep(Interval interval) {
        writable().put(key(interval.from()), micros(interval.to()) + "," + interval.amount().toPlainString());
    }

    @Override
    public List<Interval> between(Instant from, Instant to) {
        var found = new ArrayList<Interval>();
        try (var range = store.range(key(from), key(to))) {
            while (range.hasNext()) {
                var entry = range.next();
                var interval = interval(entry.key, entry.value);
                if (interval.from().isBefore(to)) {
                    found.add(interval);
                }
            }
        }
        return found;
    }

    void forgetBefore(Instant earliest) {
        var old = new ArrayList<String>();
        try (var range = store.range(key(Instant.EPOCH), key(earliest))) {
            range.forEachRemaining(entry -> old.add(entry.key));
        }
        old.forEach(writable()::delete);
    }

    private KeyValueStore<String, String> writable() {
        return (KeyValueStore<String, String>) store;
    }

    private String key(Instant from) {
        return prefix + String.format(Locale.ROOT, "%020d", micros(from));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** The tenant, source and channel of an entry, in this order. */
    public static List<String> meterOf(String key) {
        return List.of(key.split("\0", 4)).subList(0, 3);
    }

    /** One entry of the store. */
    public static Interval interval(String key, String value) {
        int comma = value.indexOf(',');
        return new Interval(at(Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1))),
                at(Long.parseLong(value.substring(0, comma))), new BigDecimal(value.substring(comma + 1)));
    }

    private static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
