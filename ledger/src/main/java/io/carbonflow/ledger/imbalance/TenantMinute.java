package io.carbonflow.ledger.imbalance;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A minute of receipt of a tenant.
 *
 * @param start its first instant, a full minute in UTC
 */
record TenantMinute(String tenantId, Instant start) {

    TenantMinute {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(start, "start is null");
    }

    static TenantMinute of(String tenantId, Instant receivedAt) {
        return new TenantMinute(tenantId, receivedAt.truncatedTo(ChronoUnit.MINUTES));
    }

    /** The first instant after it. */
    Instant end() {
        return start.plus(Duration.ofMinutes(1));
    }
}
