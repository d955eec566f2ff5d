package io.carbonflow.ledger.booking;

import java.util.Comparator;

/** What identifies an event: the sender's id within its tenant. */
record EventKey(String tenantId, String eventId) implements Comparable<EventKey> {

    private static final Comparator<EventKey> ORDER = Comparator.comparing(EventKey::tenantId)
        .thenComparing(EventKey::eventId);

    @Override
    public int compareTo(EventKey other) {
        return ORDER.compare(this, other);
    }
}
