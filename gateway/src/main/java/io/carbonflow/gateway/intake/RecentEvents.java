package io.carbonflow.gateway.intake;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.avro.RawActivity;

/**
 * The latest events by tenant and id, with their content hashes. A courtesy to senders who repeat themselves; the ledger
 * alone decides what is a duplicate.
 */
@ApplicationScoped
public class RecentEvents {

    private final Map<String, byte[]> hashByEvent;

    RecentEvents(IntakeConfig config) {
        int max = config.eventsRememberedMax();
        hashByEvent = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > max;
            }
        };
    }

    /** Whether the same event with the same content came before; remembers this one. */
    synchronized boolean isRepeat(RawActivity activity) {
        byte[] hash = activity.getContentHash().bytes();
        return Arrays.equals(hash, hashByEvent.put(activity.getTenantId() + '|' + activity.getEventId(), hash));
    }
}
