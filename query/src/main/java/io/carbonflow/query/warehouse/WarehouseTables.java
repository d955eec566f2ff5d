package io.carbonflow.query.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The star schema in the database, which alone writes it: by functions that belong to nobody who logs in. */
@ApplicationScoped
class WarehouseTables {

    private static final String TIMEOUT = "select set_config('statement_timeout', $1, true)";
    private static final String STEP = "select is_busy, is_done, entries from warehouse.refresh_step($1)";
    private static final String NOTE_FAILURE = "select warehouse.note_failure($1)";
    private static final String WATERMARK = "select watermark from warehouse.refresh";
    private static final String MONTHS = "select month from warehouse.months_of($1) month";
    private static final String REBUILD = "select facts, changed from warehouse.rebuild($1, $2, $3)";
    private static final String STATUS = """
            select r.watermark, r.refreshed_at, r.failed_at, r.failure,
                greatest(round(extract(epoch from clock_timestamp() - r.watermark), 3), 0) as lag,
                (select count(*) from warehouse.fact_emission_day where tenant_id = $1) as facts,
                (select count(*) from warehouse.dim_supplier where tenant_id = $1) as suppliers,
                (select count(*) from warehouse.dim_facility where tenant_id = $1) as facilities,
                (select count(*) from warehouse.dim_source where tenant_id = $1) as sources,
                (select count(*) from warehouse.dim_factor where tenant_id = $1) as factors
            from warehouse.refresh r""";

    private final Pool pool;
    private final TenantDatabase database;
    private final WarehouseConfig config;

    WarehouseTables(Pool pool, TenantDatabase database, WarehouseConfig config) {
        this.pool = pool;
        this.database = database;
        this.config = config;
    }

    /**
     * What a step came to.
     *
     * @param isBusy  another instance is at it; nothing was done
     * @param isDone  nothing that was settled when the step began is left
     * @param entries how many were taken in
     */
    record Step(boolean isBusy, boolean isDone, long entries) {}

    /** Takes the next entries into the facts, in a transaction of its own. */
    Uni<Step> step() {
        return pool.withTransaction(connection -> connection.preparedQuery(TIMEOUT)
            .execute(Tuple.of(Long.toString(config.statementTimeout().toMillis())))
            .chain(() -> connection.preparedQuery(STEP).execute(Tuple.of(config.entriesMax())))
            .map(rows -> rows.iterator().next())
            .map(row -> new Step(row.getBoolean("is_busy"), row.getBoolean("is_done"), row.getLong("entries"))));
    }

    Uni<Void> noteFailure(String what) {
        return pool.withTransaction(connection -> connection.preparedQuery(NOTE_FAILURE).execute(Tuple.of(what)))
            .replaceWithVoid();
    }

    /** What was booked until then is in the facts; null before the first refresh. */
    Uni<Instant> watermark() {
        return pool.query(WATERMARK).execute().map(rows -> instant(rows.iterator().next(), "watermark"));
    }

    Uni<WarehouseStatus> status(String tenantId) {
        return database.inTransaction(tenantId,
                connection -> connection.preparedQuery(STATUS).execute(Tuple.of(tenantId)))
            .map(rows -> rows.iterator().next())
            .map(row -> new WarehouseStatus(instant(row, "watermark"), row.getBigDecimal("lag"),
                    instant(row, "refreshed_at"),
                    row.getString("failure") == null ? null
                            : new WarehouseStatus.Failure(instant(row, "failed_at"), row.getString("failure")),
                    new WarehouseStatus.Rows(row.getLong("facts"), row.getLong("suppliers"),
                            row.getLong("facilities"), row.getLong("sources"), row.getLong("factors"))));
    }

    /** Makes the tenant's facts anew, month by month, each in a transaction of its own. */
    Uni<Rebuilt> rebuild(String tenantId) {
        Duration timeout = config.statementTimeout();
        return database.inTransaction(tenantId, timeout, connection -> months(connection, tenantId))
            .chain(months -> Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(month -> database.inTransaction(tenantId, timeout,
                        connection -> rebuild(connection, tenantId, month)))
                .collect()
                .with(java.util.stream.Collectors.reducing(Rebuilt.NOTHING, Rebuilt::plus)));
    }

    private static Uni<List<LocalDate>> months(SqlConnection connection, String tenantId) {
        return connection.preparedQuery(MONTHS)
            .execute(Tuple.of(tenantId))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getLocalDate("month"))
                .toList());
    }

    private static Uni<Rebuilt> rebuild(SqlConnection connection, String tenantId, LocalDate month) {
        return connection.preparedQuery(REBUILD)
            .execute(Tuple.of(tenantId, month, month.plusMonths(1)))
            .map(rows -> rows.iterator().next())
            .map(row -> new Rebuilt(row.getLong("facts"), row.getLong("changed")));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
