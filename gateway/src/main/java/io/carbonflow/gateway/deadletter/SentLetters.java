package io.carbonflow.gateway.deadletter;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The letters this instance sent on lately: the ledger needs a moment to note it, and until then they still look open. To
 * forget one costs a duplicate, which the ledger recognises.
 */
@ApplicationScoped
public class SentLetters {

    private static final int REMEMBERED_MAX = 100_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>(1024, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Notes that a letter is being sent on; false where it is already. */
    public synchronized boolean claim(String letterId) {
        return ids.put(letterId, true) == null;
    }

    /** Takes the note back: it could not be sent. */
    public synchronized void release(String letterId) {
        ids.remove(letterId);
    }
}
