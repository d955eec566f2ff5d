package io.carbonflow.ledger.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** A transaction that is open. Statements go to the server in the order they are given, without waiting in between. */
public final class Transaction {

    private final SqlConnection connection;
    private final Duration timeout;
    private final Queue<Future<RowSet<Row>>> unanswered = new ArrayDeque<>();

    Transaction(SqlConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** Runs the statement and waits for its rows; arrays bind as PostgreSQL arrays. */
    public RowSet<Row> query(String sql, Object... values) {
        enqueue(sql, values);
        RowSet<Row> last = null;
        while (!unanswered.isEmpty()) {
            last = Transactions.await(unanswered.remove(), timeout);
        }
        return last;
    }

    /** Sends the statement and does not wait; a failure shows at the next statement that is waited for. */
    public void enqueue(String sql, Object... values) {
        unanswered.add(connection.preparedQuery(sql).execute(Tuple.from(Arrays.asList(values))));
    }

    /** Waits until the server has answered everything. */
    void settle() {
        while (!unanswered.isEmpty()) {
            Transactions.await(unanswered.remove(), timeout);
        }
    }
}
