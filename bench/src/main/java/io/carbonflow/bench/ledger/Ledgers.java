package io.carbonflow.bench.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Ledger processes, and what they have booked. */
final class Ledgers implements AutoCloseable {

    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    /** What a process books before it is measured: by then its hot code is compiled. */
    private static final int WARM_UP = 20_000;

    private final Machine machine;
    private final Feed feed;
    private final int entriesOfEvent;
    private Connection connection;

    Ledgers(Machine machine, Feed feed, int entriesOfEvent) throws SQLException {
        this.machine = machine;
        this.feed = feed;
        this.entriesOfEvent = entriesOfEvent;
        connection = machine.connect();
    }

    /** Starts one that takes so many records at most into a block, and warms it up. */
    ServiceProcess started(int batch) throws SQLException {
        var ledger = machine.ledger(Map.of("CARBONFLOW_LEDGER_BATCH_RECORDS_MAX", Integer.toString(batch)));
        ledger.start();
        long before = entries();
        feed.send(WARM_UP, 2);
        awaitEntries(before + (long) WARM_UP * entriesOfEvent);
        return ledger;
    }

    /** Entries booked a second of readings that all wait already. */
    double perSecond(ServiceProcess ledger, int events, int chains) throws SQLException {
        Machine.freeze(ledger);
        long before = entries();
        feed.send(events, chains);
        checkpoint();
        long begin = System.nanoTime();
        Machine.thaw(ledger);
        long expected = (long) events * entriesOfEvent;
        awaitEntries(before + expected);
        return expected / ((System.nanoTime() - begin) / 1e9);
    }

    /** All entries the blocks hold. */
    long entries() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select coalesce(sum(entries), 0) from ledger.block")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void awaitEntries(long expected) throws SQLException {
        long last = -1;
        long movedAt = System.nanoTime();
        for (long now = entries(); now < expected; now = entries()) {
            if (now != last) {
                last = now;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > STANDSTILL_MAX.toNanos()) {
                throw new IllegalStateException("the ledger stands still at " + now + " of " + expected + " entries");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** So that no round pays for what another has written. */
    private void checkpoint() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** After the database was away. */
    void reconnect() throws SQLException {
        connection = machine.connect();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
