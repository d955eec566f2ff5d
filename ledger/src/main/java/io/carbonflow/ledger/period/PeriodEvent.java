package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.UUID;

/**
 * A period was locked or opened again.
 *
 * @param number counts what happened to the period, from 1
 * @param at     from this moment on it holds
 * @param byRole the role of the key it was done with
 * @param byKey  tells that key from others
 */
record PeriodEvent(UUID periodId, int number, Action action, Instant from, Instant to, Instant at, String byRole,
        String byKey, String reason) {

    /** What can be done to a period; the names in lower case are those of the API and of the table. */
    enum Action {
        LOCK, REOPEN
    }
}
