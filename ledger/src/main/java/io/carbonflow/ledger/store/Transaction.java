package io.carbonflow.ledger.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** A transaction that is open. Statements go to the server in the order they are given, without waiting in between. */
public final class Transaction {

    private final SqlConnection connection;
    private final Duration timeout;
    private final Queue<Future<?>> unanswered = new ArrayDeque<>();

    /** @param begun when it has begun; statements may be sent before, the server takes them in order */
    Transaction(SqlConnection connection, Future<?> begun, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        unanswered.add(begun);
    }

    /** Runs the statement and waits for its rows; arrays bind as PostgreSQL arrays. */
    public RowSet<Row> query(String sql, Object... values) {
        return ask(sql, values).get();
    }

    /** Sends the statement and does not wait; a failure shows at the next statement that is waited for. */
    public void enqueue(String sql, Object... values) {
        send(sql, values);
    }

    /**
     * Sends the statement and waits for its rows only where they are taken, so that several questions are one round trip. To
     * be taken at most once, within the transaction.
     */
    public Supplier<RowSet<Row>> ask(String sql, Object... values) {
        var asked = send(sql, values);
        return () -> {
            while (!asked.isComplete() && !unanswered.isEmpty()) { // in order: the first failure is the one that counts
                Transactions.await(unanswered.remove(), timeout);
            }
            return Transactions.await(asked, timeout);
        };
    }

    private Future<RowSet<Row>> send(String sql, Object... values) {
        var sent = connection.preparedQuery(sql).execute(Tuple.from(Arrays.asList(values)));
        unanswered.add(sent);
        return sent;
    }

    /** Waits until the server has answered everything. */
    void settle() {
        while (!unanswered.isEmpty()) {
            Transactions.await(unanswered.remove(), timeout);
        }
    }
}
