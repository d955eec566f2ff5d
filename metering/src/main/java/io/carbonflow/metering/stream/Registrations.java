package io.carbonflow.metering.stream;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.DeviceRegistration;

/** The device registry as the topic has it now; every instance has all of it. Belongs to one thread. */
final class Registrations {

    static final String STORE = "devices";

    private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store;
    private final Wire wire;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(byte[] value, Optional<Registration> registration) {}

    Registrations(ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store, Wire wire) {
        this.store = store;
        this.wire = wire;
    }

    /** The channel's own registration, else the device's. */
    Optional<Registration> of(String tenant, String device, String channel) {
        Optional<Registration> own = channel == null ? Optional.empty() : of(tenant, device + "/" + channel);
        return own.isPresent() ? own : of(tenant, device);
    }

    Optional<Registration> of(String tenant, String id) {
        String key = new RecordKey(tenant, id).toString();
        ValueAndTimestamp<byte[]> present = store.get(key);
        if (present == null || present.value() == null) {
            known.remove(key);
            return Optional.empty();
        }
        Known before = known.get(key);
        if (before == null || !Arrays.equals(before.value, present.value())) {
            before = new Known(present.value(), read(present.value()));
            known.put(key, before);
        }
        return before.registration;
    }

    /** Whether the device, a channel of it or a device behind it is registered. */
    boolean isAnyOf(String tenant, String id) {
        if (of(tenant, id).isPresent()) {
            return true;
        }
        String prefix = new RecordKey(tenant, id).toString() + '/';
        try (var below = store.range(prefix, null)) {
            while (below.hasNext()) {
                var next = below.next();
                if (!next.key.startsWith(prefix)) {
                    return false;
                }
                if (next.value != null && next.value.value() != null && read(next.value.value()).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    Optional<Registration> read(byte[] value) {
        return wire.decode(value, DeviceRegistration.class).map(Registration::of);
    }

    /** Every registration as it stands on the topic, by key. */
    void forEach(BiConsumer<String, byte[]> each) {
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                int bar = entry.key.indexOf('|');
                boolean isOurs = bar > 0 && entry.key.substring(0, bar).matches(RecordKey.TENANT_PATTERN);
                if (isOurs && entry.value != null && entry.value.value() != null) {
                    each.accept(entry.key, entry.value.value());
                }
            }
        }
    }
}
