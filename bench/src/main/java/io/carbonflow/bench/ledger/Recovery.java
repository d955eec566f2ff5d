package io.carbonflow.bench.ledger;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** How long nothing is booked after the ledger and PostgreSQL were killed with kill -9 while they booked. */
final class Recovery {

    private static final int EVENTS_OF_STEP = 20_000;

    private final Machine machine;
    private final Feed feed;
    private final Ledgers ledgers;
    private final int entriesOfEvent;

    Recovery(Machine machine, Feed feed, Ledgers ledgers, int entriesOfEvent) {
        this.machine = machine;
        this.feed = feed;
        this.ledgers = ledgers;
        this.entriesOfEvent = entriesOfEvent;
    }

    /** @param entries that are there when the kill comes; those that are missing are booked first */
    void run(long entries) throws SQLException, InterruptedException {
        var ledger = machine.ledger(Map.of());
        ledger.start();
        for (long present = ledgers.entries(); present < entries; present = ledgers.entries()) {
            feed.send(EVENTS_OF_STEP, 2);
            ledgers.awaitEntries(present + (long) EVENTS_OF_STEP * entriesOfEvent);
        }
        long before = ledgers.entries();
        feed.send(EVENTS_OF_STEP, 2);
        ledgers.awaitEntries(before + 1); // under load
        long killed = System.nanoTime();
        ledger.kill();
        machine.postgres().kill();
        machine.postgres().start();
        double database = since(killed);
        ledgers.reconnect();
        long kept = ledgers.entries();
        ledger.start();
        double ready = since(killed);
        ledgers.awaitEntries(kept + 1);
        double booked = since(killed);
        ledgers.awaitEntries(before + (long) EVENTS_OF_STEP * entriesOfEvent);
        System.out.printf(Locale.ROOT, "kill -9 of ledger and PostgreSQL with %,d entries: PostgreSQL serves after %.1f"
                + " s, the ledger is ready after %.1f s, the first booking is there after %.1f s, all %,d that waited"
                + " after %.1f s%n", kept, database, ready, booked,
                before + (long) EVENTS_OF_STEP * entriesOfEvent
                        - kept,
                since(killed));
        ledger.close();
        long exact = ledgers.entries();
        if (exact != before + (long) EVENTS_OF_STEP * entriesOfEvent) {
            throw new IllegalStateException("%,d entries are there, %,d expected".formatted(exact,
                    before + (long) EVENTS_OF_STEP * entriesOfEvent));
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
