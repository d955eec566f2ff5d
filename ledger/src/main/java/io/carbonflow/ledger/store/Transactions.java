package io.carbonflow.ledger.store;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.LedgerConfig;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * Runs a piece of work as one transaction, for the threads that book and the threads that answer. The work is plain code
 * that waits for its statements: a booking branches on what the database holds, and reads best in the order it happens.
 */
@ApplicationScoped
public class Transactions {

    private static final String ENTER = "select set_config('carbonflow.tenant', $1, true)";
    /** What nobody waits for any more must not go on in the server, nor hold its locks. */
    private static final String LIMIT = "set local statement_timeout = ";
    /** What recomputing the whole chain needs, and nobody else: see the role's migration. */
    private static final String ENTER_AS_VERIFIER = "set local role carbonflow_verifier";
    private static final String ENTER_SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private final Pool pool;
    private final Pool verifiers;
    private final Duration timeout;

    /**
     * Over the service's logins.
     *
     * @param verifiers of the login that reads every tenant and writes nothing
     */
    Transactions(Pool pool, @ReactiveDataSource("verifier") Pool verifiers, LedgerConfig config) {
        this.pool = pool;
        this.verifiers = verifiers;
        this.timeout = config.databaseTimeout();
    }

    /** One transaction's work. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction transaction);
    }

    /**
     * Commits what the work did for these tenants, or nothing of it.
     *
     * @throws DatabaseException when the database refuses or does not answer; the work may then be tried again
     */
    public <T> T run(Collection<String> tenantIds, Work<T> work) {
        return inTransaction(pool, timeout, transaction -> {
            transaction.enqueue(ENTER, String.join(",", tenantIds));
            return work.in(transaction);
        });
    }

    /**
     * Commits what the work did for no tenant, or nothing of it, for work that takes its time and holds up nobody.
     *
     * @param limit how long a statement may take
     */
    public <T> T unhurried(Duration limit, Work<T> work) {
        return inTransaction(pool, limit, work);
    }

    /** Reads one consistent state of the database as one tenant sees it. */
    public <T> T snapshot(String tenantId, Work<T> work) {
        return inTransaction(pool, timeout, transaction -> {
            transaction.enqueue(ENTER_SNAPSHOT);
            transaction.enqueue(ENTER, tenantId);
            return work.in(transaction);
        });
    }

    /** Reads one consistent state of the chain across all tenants. What it returns must not show one tenant another's data. */
    public <T> T snapshotOfAllTenants(Work<T> work) {
        return inTransaction(verifiers, timeout, transaction -> {
            transaction.enqueue(ENTER_SNAPSHOT);
            transaction.enqueue(ENTER_AS_VERIFIER);
            return work.in(transaction);
        });
    }

    private <T> T inTransaction(Pool from, Duration limit, Work<T> work) {
        SqlConnection connection = await(from.getConnection(), timeout);
        try {
            var begun = connection.begin();
            var transaction = new Transaction(connection, begun, limit);
            T result;
            try {
                transaction.enqueue(LIMIT + limit.toMillis());
                result = work.in(transaction);
                transaction.settle();
            } catch (RuntimeException e) {
                // The connection goes back to the pool after it, whatever the server says.
                begun.onSuccess(io.vertx.sqlclient.Transaction::rollback);
                throw e;
            }
            await(begun.result().commit(), limit);
            return result;
        } finally {
            connection.close();
        }
    }

    static <T> T await(Future<T> future, Duration timeout) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw DatabaseException.of(e.getCause());
        } catch (TimeoutException e) {
            throw DatabaseException.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseException.of(e);
        }
    }
}
