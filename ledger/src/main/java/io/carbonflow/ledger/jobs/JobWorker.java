package io.carbonflow.ledger.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Does the jobs of every tenant, a step of one and then a step of another. Several processes share the work: a step needs
 * the job's lease, and a process that ends in the middle of one leaves nothing of it but that lease, which runs out.
 */
@ApplicationScoped
public class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);
    /** Longer than any step takes: a page that is read, calculated and written, each within its own limit. */
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** How often is looked while a job is under way here, which may be kept to a pace by short pauses. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Map<String, JobKind> kinds = new HashMap<>();
    private final Semaphore asked = new Semaphore(0);
    private Thread worker;

    JobWorker(Transactions transactions, Instance<JobKind> kinds) {
        this.transactions = transactions;
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    }

    void start(@Observes StartupEvent started) {
        worker = new Thread(this::work, "jobs");
        worker.setDaemon(true);
        worker.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        worker.interrupt();
        worker.join(LOOK.toMillis());
    }

    /** Says that there is something to do now. */
    public void wake() {
        asked.release();
    }

    private void work() {
        long stepped = System.nanoTime() - BUSY.toNanos();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (step()) {
                    stepped = System.nanoTime();
                } else {
                    boolean isBusy = System.nanoTime() - stepped < BUSY.toNanos();
                    asked.tryAcquire((isBusy ? LOOK_AGAIN : LOOK).toMillis(), TimeUnit.MILLISECONDS);
                    asked.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) { // the database is away, most likely; the readiness check says so too
                LOG.warnf("jobs cannot be looked at at present: %s", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does a step of one job; false where none is due. */
    private boolean step() {
        Optional<Job> due = transactions.run(List.of(), JobTable::due);
        if (due.isEmpty()) {
            return false;
        }
        List<String> tenant = List.of(due.get().tenantId());
        transactions.run(tenant, transaction -> JobTable.lease(transaction, due.get(), LEASE)).ifPresent(this::step);
        return true;
    }

    private void step(Lease lease) {
        try {
            kinds.get(lease.job().kind()).step(lease);
        } catch (Lease.LostException e) {
            LOG.debugf("%s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("%s %s waits: %s", lease.job().kind(), lease.job().id(), e.getMessage());
            transactions.run(List.of(lease.job().tenantId()), transaction -> {
                JobTable.waits(transaction, lease, e instanceof JobWaitsException ? e.getMessage()
                        : "it failed and is tried again; the logs say why", WAIT);
                return null;
            });
        }
    }
}
