package io.carbonflow.ledger.intake;

import java.time.Duration;

/** The pauses between attempts: each twice the one before, up to a limit. */
final class Pauses {

    private final Duration min;
    private final Duration max;
    private Duration next;

    Pauses(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return pause;
    }

    void reset() {
        next = min;
    }
}
