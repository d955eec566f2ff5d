package io.carbonflow.metering.stream;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.metering.source.SourceFact;

/**
 * Tells the books of the sources which devices are registered, so that one that never says anything is missed. Everything
 * is told again after a start, which changes nothing.
 */
final class RegistrationNews {

    private final Registrations registrations;
    private final Outlet outlet;
    /** What was told, by key. */
    private final Map<String, byte[]> told = new HashMap<>();

    RegistrationNews(Registrations registrations, Outlet outlet) {
        this.registrations = registrations;
        this.outlet = outlet;
    }

    void tell() {
        var gone = new HashSet<>(told.keySet());
        registrations.forEach((key, value) -> {
            gone.remove(key);
            if (!Arrays.equals(told.put(key, value), value)) {
                registrations.read(value).ifPresent(registration -> told(key, registration));
            }
        });
        for (String key : gone) {
            told.remove(key);
            outlet.tell(RecordKey.parse(key), SourceFact.unregistered(outlet.now()), key);
        }
    }

    private void told(String key, Registration registration) {
        var device = registration.device();
        outlet.tell(RecordKey.parse(key), SourceFact.registered(device.getFamily(), device.getCadenceSeconds(),
                device.getUpdatedAt()), key);
    }
}
