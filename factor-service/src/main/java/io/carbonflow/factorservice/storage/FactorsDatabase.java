package io.carbonflow.factorservice.storage;

import java.time.Duration;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/** The service's database; while it cannot be reached every use of it ends as a 503. */
@ApplicationScoped
public class FactorsDatabase {

    private static final String ENTER = "select set_config('carbonflow.tenant', $1, true), "
            + "set_config('statement_timeout', $2, true)";
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String QUERY_CANCELED = "57014";

    private final Pool pool;

    FactorsDatabase(Pool pool) {
        this.pool = pool;
    }

    /** What one statement gives. */
    public Uni<RowSet<Row>> rows(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
            .execute(parameters)
            .onFailure(FactorsDatabase::isOutage)
            .transform(failure -> unreachable());
    }

    /** Runs the work in a transaction in which row-level security shows one tenant's bookings and no others. */
    public <T> Uni<T> asTenant(String tenantId, Function<SqlConnection, Uni<T>> work) {
        var settings = Tuple.of(tenantId, Long.toString(STATEMENT_TIMEOUT.toMillis()));
        return pool.withTransaction(connection -> connection.preparedQuery(ENTER)
            .execute(settings)
            .chain(() -> work.apply(connection)))
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(FactorsDatabase::asProblem);
    }

    private static Throwable asProblem(Throwable failure) {
        if (failure instanceof PgException answer && QUERY_CANCELED.equals(answer.getSqlState())) {
            return ProblemException.unavailable("the answer took longer than " + STATEMENT_TIMEOUT.toSeconds()
                    + " s and was given up; ask for a shorter period", RETRY_AFTER);
        }
        return isOutage(failure) ? unreachable() : failure;
    }

    private static ProblemException unreachable() {
        return ProblemException.unavailable("the database cannot be reached at present", RETRY_AFTER);
    }

    /** What PostgreSQL answers is about the statement, unless it says that it stops; what its client throws is an outage. */
    private static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException answer) {
            return answer.getSqlState().startsWith("57") || answer.getSqlState().startsWith("53");
        }
        return failure instanceof VertxException || !(failure instanceof RuntimeException);
    }
}
