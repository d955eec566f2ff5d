package io.carbonflow.ledger.booking;

import java.time.Duration;
import java.time.Instant;

/** The lengths of the windows that are summed up; all begin at the same instants of UTC. */
enum WindowSize {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)), HOUR("1h", Duration.ofHours(1)), DAY("24h", Duration.ofHours(24));

    private final String id;
    private final Duration length;

    WindowSize(String id, Duration length) {
        this.id = id;
        this.length = length;
    }

    String id() {
        return id;
    }

    Instant startOf(Instant accountedAt) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(accountedAt.getEpochSecond(), seconds) * seconds);
    }

    /** The first instant that is no longer in the window. */
    Instant endOf(Instant accountedAt) {
        return startOf(accountedAt).plus(length);
    }
}
