package io.carbonflow.query.warehouse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.query.warehouse.WarehouseTables.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;

/**
 * Lets the star schema follow the ledger: at an interval, and when asked. A lock in the database lets one instance work at
 * a time; what one has not finished another continues. On a thread of its own, because it waits for the database.
 */
@ApplicationScoped
class Refresher {

    private static final Logger LOG = Logger.getLogger(Refresher.class);
    private static final Duration PAUSE_WHILE_BUSY = Duration.ofMillis(200);
    /** Above the statement timeout, so that the database gives up first. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(10);
    /** What our own functions raise; their text is ours, and names no tenant. */
    private static final String DATA_CORRUPTED = "XX001";

    private final WarehouseTables tables;
    private final WarehouseConfig config;
    private final Clock clock;
    private final Counter entries;
    private final Counter failures;
    private final BlockingQueue<CompletableFuture<Void>> requests = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "warehouse-refresh");
    private volatile Instant watermark;
    private volatile boolean stopping;

    Refresher(WarehouseTables tables, WarehouseConfig config, MeterRegistry meters, Clock clock) {
        this.tables = tables;
        this.config = config;
        this.clock = clock;
        entries = Counter.builder("carbonflow.warehouse.entries")
            .description("Entries taken into the facts by this instance")
            .register(meters);
        failures = Counter.builder("carbonflow.warehouse.failures")
            .description("Refreshes of the facts that failed")
            .register(meters);
        Gauge.builder("carbonflow.warehouse.lag", this, Refresher::lagSeconds)
            .description(
                    "Time since the last booking that is surely in the facts; not a number before the first refresh")
            .baseUnit("seconds")
            .strongReference(true)
            .register(meters);
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    /** Completes when everything that was booked before is in the facts; fails where that cannot be done. */
    Uni<Void> refresh() {
        return Uni.createFrom().completionStage(() -> {
            var done = new CompletableFuture<Void>();
            requests.add(done);
            return done;
        });
    }

    private double lagSeconds() {
        Instant until = watermark;
        return until == null ? Double.NaN : Math.max(0, Duration.between(until, clock.instant()).toMillis() / 1000.0);
    }

    private void run() {
        while (!stopping) {
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            try {
                var first = requests.poll(config.refreshInterval().toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    waiting.add(first);
                }
                requests.drainTo(waiting);
                takeIn(!waiting.isEmpty());
                watermark = await(tables.watermark());
                waiting.forEach(request -> request.complete(null));
            } catch (InterruptedException e) {
                waiting.forEach(request -> request.cancel(false));
                return;
            } catch (RuntimeException e) {
                waiting.forEach(request -> request.completeExceptionally(e));
                if (!stopping) {
                    fail(e);
                }
            }
        }
    }

    /** @param isAsked whether someone waits, and so it does not do that another instance is at it */
    private void takeIn(boolean isAsked) throws InterruptedException {
        Step step;
        do {
            step = await(tables.step());
            entries.increment(step.entries());
            if (step.isBusy() && isAsked) {
                Thread.sleep(PAUSE_WHILE_BUSY.toMillis());
            }
        } while (!stopping && !step.isDone() && (isAsked || !step.isBusy()));
    }

    private void fail(RuntimeException failure) {
        failures.increment();
        LOG.warnf("the facts are not refreshed, it is tried again in %s: %s", config.refreshInterval(),
                failure.getMessage());
        Throwable cause = failure instanceof PgException || failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof PgException refused) {
            try {
                await(tables.noteFailure(DATA_CORRUPTED.equals(refused.getSqlState()) ? refused.getErrorMessage()
                        : "the database refused it (SQLSTATE " + refused.getSqlState() + ")"));
            } catch (RuntimeException e) {
                LOG.debugf("the failure cannot be noted: %s", e.getMessage());
            }
        }
    }

    private <T> T await(Uni<T> work) {
        return work.await().atMost(config.statementTimeout().plus(ANSWER_MARGIN));
    }
}
