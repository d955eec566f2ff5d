package io.carbonflow.gateway.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Leaves a system alone that failed several times in a row, and then lets one request try whether it is back. */
final class Breaker {

    /** As the metric counts them. */
    enum State {
        CLOSED, HALF_OPEN, OPEN
    }

    private final int failuresMax;
    private final Duration pause;
    private final Clock clock;
    private int failures;
    private Instant openUntil;
    private boolean isTrying;

    Breaker(int failuresMax, Duration pause, Clock clock) {
        this.failuresMax = failuresMax;
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether a request may be made now; whoever makes it says how it went. */
    synchronized boolean permits() {
        if (openUntil == null) {
            return true;
        }
        if (isTrying || clock.instant().isBefore(openUntil)) {
            return false;
        }
        isTrying = true;
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
        openUntil = null;
        isTrying = false;
    }

    synchronized void failed() {
        failures++;
        isTrying = false;
        if (failures >= failuresMax) {
            openUntil = clock.instant().plus(pause);
        }
    }

    synchronized State state() {
        return openUntil == null ? State.CLOSED
                : isTrying || !clock.instant().isBefore(openUntil) ? State.HALF_OPEN : State.OPEN;
    }

    /** How long to wait before asking is worth it. */
    synchronized Duration pause() {
        Duration left = openUntil == null ? Duration.ZERO : Duration.between(clock.instant(), openUntil);
        return left.isNegative() || left.isZero() ? Duration.ofMillis(100) : left;
    }
}
