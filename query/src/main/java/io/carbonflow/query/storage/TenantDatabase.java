package io.carbonflow.query.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/**
 * The database as one tenant sees it: each piece of work is a transaction in which row-level security shows that tenant's
 * rows and no others, and in which no statement runs longer than configured.
 */
@ApplicationScoped
public class TenantDatabase {

    private static final Logger LOG = Logger.getLogger(TenantDatabase.class);
    private static final String ENTER = """
            select set_config('carbonflow.tenant', $1, true), set_config('statement_timeout', $2, true)""";
    /** Asked before the work in the same transaction, each statement of which sees what is committed when it begins. */
    private static final String IS_SETTLED = "select ledger.settled_until() >= $1 or clock_timestamp() < $1";
    private static final Duration SETTLING_PAUSE_MIN = Duration.ofMillis(50);
    private static final Duration SETTLING_PAUSE_MAX = Duration.ofMillis(500);
    private static final int SETTLING_TRIES = 20;
    private static final String QUERY_CANCELED = "57014";
    private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER_LOAD = Duration.ofSeconds(5);

    private static final ProblemException UNSETTLED = ProblemException.unavailable(
            "bookings of that time are still under way; ask again, or for an earlier as_known_on", RETRY_AFTER_OUTAGE);

    private final Pool pool;
    private final StorageConfig config;

    TenantDatabase(Pool pool, StorageConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Runs the work in one transaction of the tenant; an outage or a statement cut short ends as a 503. */
    public <T> Uni<T> inTransaction(String tenantId, Function<SqlConnection, Uni<T>> work) {
        return inTransaction(tenantId, config.statementTimeout(), work);
    }

    /** The same for work that is known to take long. */
    public <T> Uni<T> inTransaction(String tenantId, Duration statementTimeout,
            Function<SqlConnection, Uni<T>> work) {
        var settings = Tuple.of(tenantId, Long.toString(statementTimeout.toMillis()));
        return pool.withTransaction(connection -> connection.preparedQuery(ENTER)
            .execute(settings)
            .chain(() -> work.apply(connection)))
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(failure -> asProblem(failure, statementTimeout));
    }

    /**
     * The same for a question about what was known at a time that has passed: once every booking of that time is to be
     * seen, so that the answer is the same for ever. A time to come is answered with what is known now.
     *
     * @param time null for what is known now
     */
    public <T> Uni<T> asKnownOn(Instant time, String tenantId, Function<SqlConnection, Uni<T>> work) {
        return asKnownOn(time, tenantId, config.statementTimeout(), work);
    }

    /** The same for work that is known to take long. */
    public <T> Uni<T> asKnownOn(Instant time, String tenantId, Duration statementTimeout,
            Function<SqlConnection, Uni<T>> work) {
        if (time == null) {
            return inTransaction(tenantId, statementTimeout, work);
        }
        return inTransaction(tenantId, statementTimeout, connection -> connection.preparedQuery(IS_SETTLED)
            .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
            .invoke(rows -> {
                if (!rows.iterator().next().getBoolean(0)) {
                    throw UNSETTLED;
                }
            })
            .chain(() -> work.apply(connection)))
            .onFailure(failure -> failure == UNSETTLED)
            .retry()
            .withBackOff(SETTLING_PAUSE_MIN, SETTLING_PAUSE_MAX)
            .atMost(SETTLING_TRIES)
            .onFailure(failure -> failure == UNSETTLED || failure.getCause() == UNSETTLED)
            .transform(failure -> UNSETTLED);
    }

    private static Throwable asProblem(Throwable failure, Duration statementTimeout) {
        if (failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState())) {
            return ProblemException.unavailable("the answer took longer than "
                    + statementTimeout.toSeconds()
                    + " s and was given up; ask for a shorter period, for whole UTC days without as_known_on, or for"
                    + " fewer groups", RETRY_AFTER_LOAD);
        }
        if (isOutage(failure)) {
            LOG.warnf("the database does not answer: %s", failure.getMessage());
            return ProblemException.unavailable("the database does not answer at present; nothing was changed",
                    RETRY_AFTER_OUTAGE);
        }
        return failure;
    }

    private static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState() == null ? "" : refused.getSqlState();
            // Connection lost, out of connections, or the server is stopping or starting.
            return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
        }
        return failure instanceof IOException || failure instanceof VertxException
                || failure instanceof TimeoutException;
    }
}
