package io.carbonflow.gateway.enrichment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one document that is asked for. Guarded by itself. */
final class Waiting {

    private static final int EVENTS_MAX = 1_000;

    final String tenantId;
    final String channel;
    final WantedDocument wanted;
    final Instant since;
    /** When, counted in events, each event asked. */
    private final Map<String, Long> askedBy = new LinkedHashMap<>();
    private long asked;
    private long answered = -1;
    private byte[] document;
    boolean isScheduled;
    int attempts;
    String problem;
    Instant nextAt;

    Waiting(String tenantId, String channel, WantedDocument wanted, Instant since) {
        this.tenantId = tenantId;
        this.channel = channel;
        this.wanted = wanted;
        this.since = since;
    }

    /** The document, if it was got after the event came for the first time. */
    synchronized byte[] documentFor(String event) {
        Long when = askedBy.get(event);
        if (when == null) {
            when = ++asked;
            if (askedBy.size() >= EVENTS_MAX) {
                askedBy.remove(askedBy.keySet().iterator().next());
            }
            askedBy.put(event, when);
        }
        return answered >= when ? document : null;
    }

    synchronized long asked() {
        return asked;
    }

    synchronized void answer(byte[] bytes, long askedUntil) {
        document = bytes;
        answered = Math.max(answered, askedUntil);
        problem = null;
        attempts = 0;
    }

    /** Whether every event that came has a document newer than itself. */
    synchronized boolean isAnswered() {
        return answered >= asked && asked > 0;
    }

    synchronized int bytes() {
        return document == null ? 0 : document.length;
    }
}
