package io.carbonflow.metering.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * What families remember of devices and nodes between their messages. Who is not registered has the room that is left, and
 * is forgotten after a time; who is registered always has room. Belongs to one thread.
 */
final class Sessions {

    static final String STORE = "sessions";

    private static final long DAY_MILLIS = 86_400_000;
    private static final int FORGOTTEN_PER_ROUND = 500;
    private static final char SEPARATOR = '\0';

    /** With the day it was last used, to a day: not every message that changes nothing is worth a record. */
    private final TimestampedKeyValueStore<String, byte[]> store;
    private final Predicate<Owner> isRegistered;
    private final Supplier<Instant> clock;
    private final Bounds bounds;
    private final Room room = new Room();
    /** When each was used, by tenant and key; first the one that was used the longest ago. */
    private final Map<String, LinkedHashMap<String, Long>> used = new HashMap<>();
    private long tidiedDay;

    /** @param device as {@link io.carbonflow.metering.device.Frame#device} */
    record Owner(String tenant, String family, String device) {

        private static Owner of(String key) {
            String[] parts = key.split(String.valueOf(SEPARATOR), 3);
            return new Owner(parts[0], parts[1], parts[2]);
        }

        private String key() {
            return tenant + SEPARATOR + family + SEPARATOR + device;
        }
    }

    Sessions(TimestampedKeyValueStore<String, byte[]> store, Predicate<Owner> isRegistered, Supplier<Instant> clock,
            Bounds bounds) {
        this.store = store;
        this.isRegistered = isRegistered;
        this.clock = clock;
        this.bounds = bounds;
        long now = now();
        var all = new ArrayList<KeyValue<String, Long>>();
        try (var kept = store.all()) {
            kept.forEachRemaining(entry -> {
                // An earlier release kept no time.
                long at = entry.value.timestamp() > 0 ? entry.value.timestamp() : now;
                all.add(KeyValue.pair(entry.key, at));
                room.change(Owner.of(entry.key).tenant(), 0, 1, entry.value.value().length);
            });
        }
        all.sort(Comparator.comparing(one -> one.value));
        all.forEach(one -> of(Owner.of(one.key).tenant()).put(one.key, one.value));
    }

    /** Null where nothing is remembered. */
    byte[] of(Owner owner) {
        ValueAndTimestamp<byte[]> kept = store.get(owner.key());
        return kept == null ? null : kept.value();
    }

    /**
     * Keeps what is to be remembered from now on.
     *
     * @param before what was
     * @param next   null leaves it as it is
     * @return false where there is no room for one more
     */
    boolean isKept(Owner owner, byte[] before, byte[] next) {
        boolean isNews = next != null && next != before && next.length <= bounds.stateBytesMax();
        if (!isNews) {
            if (before != null) {
                touch(owner, before);
            }
            return true;
        }
        if (before == null && !hasRoom(owner.tenant(), next.length)) {
            if (!isRegistered.test(owner)) {
                return false;
            }
            makeRoom(owner.tenant(), next.length);
        }
        put(owner, next);
        room.change(owner.tenant(), 0, before == null ? 1 : 0, next.length - (before == null ? 0L : before.length));
        return true;
    }

    /** How much there is of a tenant, and how much there may be, in words. */
    String fullness(String tenant) {
        return room.items(tenant) + " devices of this tenant have taken " + room.bytes(tenant) + " bytes; at most "
                + bounds.sessionsMax() + " take " + bounds.sessionBytesMax();
    }

    /** Once a day forgets, some at a time, what nobody has registered and nobody has used for as long as messages wait. */
    void round() {
        long day = Math.floorDiv(now(), DAY_MILLIS);
        if (day == tidiedDay) {
            return;
        }
        long earliest = clock.get().minus(UnknownDevices.KEPT).toEpochMilli();
        List<Owner> gone = used.values()
            .stream()
            .flatMap(ofTenant -> ofTenant.entrySet().stream().takeWhile(one -> one.getValue() < earliest))
            .map(one -> Owner.of(one.getKey()))
            .filter(isRegistered.negate())
            .limit(FORGOTTEN_PER_ROUND)
            .toList();
        gone.forEach(this::forget);
        tidiedDay = gone.size() < FORGOTTEN_PER_ROUND ? day : tidiedDay;
    }

    private boolean hasRoom(String tenant, int bytes) {
        return room.items(tenant) < bounds.sessionsMax() && room.bytes(tenant) + bytes <= bounds.sessionBytesMax();
    }

    /** Strangers go first; where all are registered, the one that was silent the longest. */
    private void makeRoom(String tenant, int bytes) {
        while (!hasRoom(tenant, bytes) && !of(tenant).isEmpty()) {
            List<Owner> all = of(tenant).keySet().stream().map(Owner::of).toList();
            forget(all.stream().filter(isRegistered.negate()).findFirst().orElse(all.get(0)));
        }
    }

    private void touch(Owner owner, byte[] session) {
        long day = Math.floorDiv(now(), DAY_MILLIS);
        Long before = of(owner.tenant()).get(owner.key());
        if (before == null || Math.floorDiv(before, DAY_MILLIS) < day) {
            put(owner, session);
        } else {
            of(owner.tenant()).put(owner.key(), now());
        }
    }

    private void put(Owner owner, byte[] session) {
        store.put(owner.key(), ValueAndTimestamp.make(session, now()));
        of(owner.tenant()).put(owner.key(), now());
    }

    private void forget(Owner owner) {
        ValueAndTimestamp<byte[]> gone = store.delete(owner.key());
        room.change(owner.tenant(), 0, -1, gone == null ? 0 : -gone.value().length);
        of(owner.tenant()).remove(owner.key());
    }

    private LinkedHashMap<String, Long> of(String tenant) {
        return used.computeIfAbsent(tenant, name -> new LinkedHashMap<>(16, 0.75f, true));
    }

    private long now() {
        return clock.get().toEpochMilli();
    }
}
