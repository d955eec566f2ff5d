package io.carbonflow.query.storage;

import java.io.IOException;
import java.time.Duration;
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
    private static final String QUERY_CANCELED = "57014";
    private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER_LOAD = Duration.ofSeconds(5);

    private final Pool pool;
    private final StorageConfig config;

    TenantDatabase(Pool pool, StorageConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Runs the work in one transaction of the tenant; an outage or a statement cut short ends as a 503. */
    public <T> Uni<T> inTransaction(String tenantId, Function<SqlConnection, Uni<T>> work) {
        var settings = Tuple.of(tenantId, Long.toString(config.statementTimeout().toMillis()));
        return pool.withTransaction(connection -> connection.preparedQuery(ENTER)
            .execute(settings)
            .chain(() -> work.apply(connection)))
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(this::asProblem);
    }

    private Throwable asProblem(Throwable failure) {
        if (failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState())) {
            return ProblemException.unavailable("the answer took longer than "
                    + config.statementTimeout().toSeconds()
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
