package io.carbonflow.ledger.refusal;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Removes the bytes of letters whose time has come. What else is known of a letter stays. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int ROWS_MAX = 5_000;
    private static final String REMOVE = """
            delete from ledger.letter_payload where (tenant_id, letter_id) in (
                select tenant_id, letter_id from ledger.letter_payload where kept_until < now()
                order by kept_until limit $1)
            """;

    private final Transactions transactions;
    private final LedgerConfig config;
    private ScheduledExecutorService timer;

    Retention(Transactions transactions, LedgerConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "retention");
            thread.setDaemon(true);
            return thread;
        });
        long seconds = Math.max(1, config.retentionInterval().toSeconds());
        timer.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    private void look() {
        try {
            long removed = removeExpired();
            if (removed > 0) {
                LOG.infof("the bytes of %d letters were removed, their time had come", removed);
            }
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            LOG.warnf("bytes whose time has come are not removed at present: %s", e.getMessage());
        }
    }

    /** Removes what has expired, of every tenant; returns how many letters' bytes that were. */
    long removeExpired() {
        long removed = 0;
        int last;
        do {
            last = transactions.run(List.of(), transaction -> transaction.query(REMOVE, ROWS_MAX).rowCount());
            removed += last;
        } while (last == ROWS_MAX);
        return removed;
    }
}
