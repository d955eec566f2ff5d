package io.carbonflow.query.warehouse;

import java.math.BigDecimal;
import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far the star schema is.
 *
 * @param watermark   what was booked until then is in the facts; null before the first refresh
 * @param lagSeconds  from the watermark until now, to the millisecond; null before the first refresh
 * @param refreshedAt when the last refresh succeeded
 * @param lastError   why the last refresh failed; null where it did not
 * @param rows        of the tenant
 */
@RegisterForReflection
@Schema(name = "Warehouse")
public record WarehouseStatus(Instant watermark, BigDecimal lagSeconds, Instant refreshedAt, Failure lastError,
        Rows rows) {

    /** A refresh that failed. */
    @RegisterForReflection
    public record Failure(Instant at, String detail) {}

    /** Rows of the tenant; of suppliers, facilities and sources every state they were in. */
    @RegisterForReflection
    public record Rows(long facts, long suppliers, long facilities, long sources, long factors) {}
}
