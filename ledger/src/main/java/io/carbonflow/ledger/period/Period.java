package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.UUID;

/**
 * A period of a tenant's books.
 *
 * @param from its first instant
 * @param to   the first instant after it
 */
public record Period(String tenantId, UUID id, Instant from, Instant to) {

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period begins before it ends, found " + from + " and " + to);
        }
    }

    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
