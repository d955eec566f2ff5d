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

    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, byte[]> index;
    private final Bounds bounds;
    private final Map<Device, Line> lines = new HashMap<>();
    private final Room room = new Room();

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
     * @param bytes    of what waits
     * @param latest   when the latest of it was received, by our clock; null where an earlier release kept it
     */
    @RegisterForReflection
    record Line(String tenant, String device, int count, Set<String> channels, long bytes, Instant latest) {

        Line {
            channels = channels == null ? Set.of() : Set.copyOf(channels);
        }

        Device of() {
            return new Device(tenant, device);
        }

        Line with(Waiter waiter, int size) {
            var all = new TreeSet<>(channels);
            waiter.readings()
                .stream()
                .map(Reading::channel)
                .filter(channel -> channel != null && all.size() < CHANNELS_KEPT)
                .forEach(all::add);
            return new Line(tenant, device, count + 1, all, bytes + size, waiter.frame().receivedAt());
        }
    }

    /** A message as it waits: already read, because what its family remembers goes on without it. */
    @RegisterForReflection
    record Waiter(String letterId, Frame frame, String correlationId, String channel, String contentType,
            List<Reading> readings) {}

    Waiting(KeyValueStore<String, byte[]> store, KeyValueStore<String, byte[]> index, Bounds bounds) {
        this.store = store;
        this.index = index;
        this.bounds = bounds;
        try (var all = index.all()) {
            all.forEachRemaining(entry -> {
                Line line = Json.read(entry.value, Line.class);
                lines.put(line.of(), line);
                room.change(line.tenant(), 1, line.count(), line.bytes());
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

    /** What there is too much of for one more message of this device to wait, in words; null where it can. */
    String whatIsFull(Device device) {
        String tenant = device.tenant();
        if (!lines.containsKey(device) && room.owners(tenant) >= bounds.waitingDevicesMax()) {
            return bounds.waitingDevicesMax() + " unknown devices of this tenant wait already";
        }
        if (room.items(tenant) >= bounds.waitingMessagesMax()) {
            return bounds.waitingMessagesMax() + " messages of unknown devices of this tenant wait already";
        }
        return room.bytes(tenant) < bounds.waitingBytesMax() ? null
                : "messages of unknown devices of this tenant have filled " + bounds.waitingBytesMax() + " bytes";
    }

    /** Keeps it; false where the device has too much waiting already, or this is too large to be kept. */
    boolean add(Device device, Instant at, Waiter waiter) {
        Line line = lines.getOrDefault(device,
                new Line(device.tenant(), device.id(), 0, Set.of(), 0, waiter.frame().receivedAt()));
        byte[] kept = Json.write(waiter);
        boolean isKept = line.count() < KEPT_PER_DEVICE && kept.length <= bounds.stateBytesMax();
        if (isKept) {
            long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, at));
            store.put(device.key() + SEPARATOR + String.format(Locale.ROOT, "%020d", micros) + SEPARATOR
                    + waiter.letterId(), kept);
            put(device, line.with(waiter, kept.length));
        }
        return isKept;
    }

    /** The earliest of a device's, and they no longer wait. */
    List<Waiter> take(Device device, int howMany) {
        var keys = new ArrayList<String>();
        var taken = new ArrayList<Waiter>();
        long bytes = 0;
        try (var range = store.range(device.key() + SEPARATOR, device.key() + SEPARATOR + ':')) {
            while (range.hasNext() && taken.size() < howMany) {
                var entry = range.next();
                keys.add(entry.key);
                taken.add(Json.read(entry.value, Waiter.class));
                bytes += entry.value.length;
            }
        }
        keys.forEach(store::delete);
        Line line = lines.get(device);
        int left = line == null ? 0 : line.count() - taken.size();
        put(device, left <= 0 || taken.isEmpty() ? null
                : new Line(device.tenant(), device.id(), left, line.channels(), Math.max(0, line.bytes() - bytes),
                        line.latest()));
        return taken;
    }

    private void put(Device device, Line line) {
        Line before = line == null ? lines.remove(device) : lines.put(device, line);
        if (before != null) {
            room.change(device.tenant(), -1, -before.count(), -before.bytes());
        }
        if (line == null) {
            index.delete(device.key());
        } else {
            room.change(device.tenant(), 1, line.count(), line.bytes());
            index.put(device.key(), Json.write(line));
        }
    }
}
