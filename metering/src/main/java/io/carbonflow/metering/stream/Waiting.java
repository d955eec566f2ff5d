package io.carbonflow.metering.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.streams.state.KeyValueStore;

import io.carbonflow.metering.Json;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Reading;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The readings of devices nobody has registered yet, in the order of their time. */
final class Waiting {

    static final String STORE = "waiting";
    static final String INDEX = "waiting-index";
    /** Further ones of a device are held letters only, and wait to be resubmitted. */
    static final int KEPT_PER_DEVICE = 10_000;
    static final int CHANNELS_KEPT = 50;
    /** A larger one would not fit into a record of the store's changelog. */
    static final int BYTES_MAX = 3 << 20;

    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, byte[]> index;
    private final Map<Device, Line> lines = new HashMap<>();

    /** @param id as in the readings */
    record Device(String tenant, String id) {

        String key() {
            return tenant + SEPARATOR + id;
        }
    }

    /**
     * A device that waits, and how many of its messages do.
     *
     * @param channels of its messages, the first {@value #CHANNELS_KEPT}; each may be registered on its own
     */
    @RegisterForReflection
    record Line(String tenant, String device, int count, Set<String> channels) {

        Line {
            channels = channels == null ? Set.of() : Set.copyOf(channels);
        }

        Line with(List<Reading> readings) {
            var all = new TreeSet<>(channels);
            readings.stream()
                .map(Reading::channel)
                .filter(channel -> channel != null && all.size() < CHANNELS_KEPT)
                .forEach(all::add);
            return new Line(tenant, device, count + 1, all);
        }
    }

    /** A message as it waits: already read, because what its family remembers goes on without it. */
    @RegisterForReflection
    record Waiter(String letterId, Frame frame, String correlationId, String channel, String contentType,
            List<Reading> readings) {}

    Waiting(KeyValueStore<String, byte[]> store, KeyValueStore<String, byte[]> index) {
        this.store = store;
        this.index = index;
        try (var all = index.all()) {
            all.forEachRemaining(entry -> {
                Line line = Json.read(entry.value, Line.class);
                lines.put(new Device(line.tenant(), line.device()), line);
            });
        }
    }

    /** Empty where nothing of the device waits. */
    Optional<Line> line(Device device) {
        return Optional.ofNullable(lines.get(device));
    }

    List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** Whether there is room for it. */
    boolean add(Device device, Instant at, Waiter waiter) {
        Line line = lines.getOrDefault(device, new Line(device.tenant(), device.id(), 0, Set.of()));
        byte[] kept = Json.write(waiter);
        boolean isKept = line.count() < KEPT_PER_DEVICE && kept.length <= BYTES_MAX;
        if (isKept) {
            long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, at));
            store.put(device.key() + SEPARATOR + String.format(Locale.ROOT, "%020d", micros) + SEPARATOR
                    + waiter.letterId(), kept);
            put(device, line.with(waiter.readings()));
        }
        return isKept;
    }

    /** The earliest of a device's, and they no longer wait. */
    List<Waiter> take(Device device, int howMany) {
        var keys = new ArrayList<String>();
        var taken = new ArrayList<Waiter>();
        try (var range = store.range(device.key() + SEPARATOR, device.key() + SEPARATOR + ':')) {
            while (range.hasNext() && taken.size() < howMany) {
                var entry = range.next();
                keys.add(entry.key);
                taken.add(Json.read(entry.value, Waiter.class));
            }
        }
        keys.forEach(store::delete);
        Line line = lines.get(device);
        int left = line == null ? 0 : line.count() - taken.size();
        put(device, left <= 0 || taken.isEmpty() ? null
                : new Line(device.tenant(), device.id(), left, line.channels()));
        return taken;
    }

    private void put(Device device, Line line) {
        if (line == null) {
            lines.remove(device);
            index.delete(device.key());
        } else {
            lines.put(device, line);
            index.put(device.key(), Json.write(line));
        }
    }
}
