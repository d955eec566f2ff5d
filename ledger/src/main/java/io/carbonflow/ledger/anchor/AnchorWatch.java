package io.carbonflow.ledger.anchor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.platform.resilience.Breakers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Gives each anchor its turn, on a thread of its own: one that does not answer keeps no other and no booking. */
@ApplicationScoped
class AnchorWatch {

    private static final Logger LOG = Logger.getLogger(AnchorWatch.class);

    private final Anchors anchors;
    private final Anchoring anchoring;
    private final StepTable table;
    private final AnchorsConfig config;
    private final Breakers breakers;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> gauges = new HashMap<>();
    private ScheduledExecutorService timer;

    AnchorWatch(Anchors anchors, Anchoring anchoring, StepTable table, AnchorsConfig config, Breakers breakers,
            MeterRegistry metrics) {
        this.anchors = anchors;
        this.anchoring = anchoring;
        this.table = table;
        this.config = config;
        this.breakers = breakers;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        var configured = anchors.configured();
        if (configured.isEmpty()) {
            return;
        }
        configured.forEach(this::register);
        timer = Executors.newScheduledThreadPool(configured.size(), work -> {
            var thread = new Thread(work, "anchors");
            thread.setDaemon(true);
            return thread;
        });
        configured.forEach(anchor -> after(config.look(), anchor, config.look()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void after(Duration pause, Anchor anchor, Duration pauseAfterOutage) {
        if (!timer.isShutdown()) {
            timer.schedule(() -> turn(anchor, pauseAfterOutage), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void turn(Anchor anchor, Duration pauseAfterOutage) {
        Duration pause = config.look();
        Duration next = config.look();
        try {
            breakers.of("anchor-" + anchor.name(), AnchorUnavailableException.class::isInstance).call(() -> {
                anchoring.turn(anchor);
                return CompletableFuture.completedFuture(null);
            });
        } catch (AnchorUnavailableException e) {
            LOG.warnf("nothing is anchored with %s at present: %s", anchor.name(), e.getMessage());
            pause = pauseAfterOutage;
            var doubled = pause.multipliedBy(2);
            next = doubled.compareTo(config.pauseMax()) < 0 ? doubled : config.pauseMax();
        } catch (RuntimeException e) { // the database is away, say; a scheduled task that throws never runs again
            LOG.warnf("nothing is anchored with %s at present: %s", anchor.name(), e.getMessage());
        } finally {
            count(anchor);
            after(pause, anchor, next);
        }
    }

    private void register(Anchor anchor) {
        for (Step.State state : Step.State.values()) {
            Gauge.builder("carbonflow.ledger.anchors.heads", gauge(anchor, state.id()), AtomicLong::get)
                .description("Signed heads by how they stand with an anchor; failed ones are an alarm")
                .tag("anchor", anchor.name())
                .tag("state", state.id())
                .register(metrics);
        }
        Gauge.builder("carbonflow.ledger.anchors.verified.head", gauge(anchor, "newest"), AtomicLong::get)
            .description("The newest signed head whose evidence was read back from an anchor")
            .tag("anchor", anchor.name())
            .register(metrics);
    }

    private void count(Anchor anchor) {
        try {
            var counts = table.counts(anchor.name());
            for (Step.State state : Step.State.values()) {
                gauge(anchor, state.id()).set(counts.getOrDefault(state, new long[]{0, 0})[0]);
            }
            gauge(anchor, "newest").set(counts.getOrDefault(Step.State.VERIFIED, new long[]{0, 0})[1]);
        } catch (RuntimeException e) {
            LOG.debugf(e, "anchors cannot be counted at present");
        }
    }

    private synchronized AtomicLong gauge(Anchor anchor, String what) {
        return gauges.computeIfAbsent(anchor.name() + ' ' + what, key -> new AtomicLong());
    }
}
