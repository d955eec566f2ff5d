package io.carbonflow.ledger.imbalance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Has sweeps made one after the other, and tells metrics what every instance can see of them. */
@ApplicationScoped
class SweepWatch {

    private static final Logger LOG = Logger.getLogger(SweepWatch.class);
    /** Prometheus keeps a series for each name it was ever given. */
    private static final int TENANTS_MAX = 50;

    private final Sweep sweep;
    private final Lease lease;
    private final ImbalanceTable table;
    private final SweepConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private MultiGauge byTenant;
    private ScheduledExecutorService timer;
    private volatile Instant lastFinished;
    private volatile int open;

    SweepWatch(Sweep sweep, Lease lease, ImbalanceTable table, SweepConfig config, MeterRegistry metrics,
            Clock clock) {
        this.sweep = sweep;
        this.lease = lease;
        this.table = table;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        byTenant = MultiGauge.builder("carbonflow.ledger.conservation.imbalance.events")
            .description(
                    "Events by which minutes of a tenant do not add up, regardless of sign; no series where all do")
            .register(metrics);
        Gauge.builder("carbonflow.ledger.conservation.imbalances", () -> open)
            .description("Minutes of all tenants that do not add up: anything but 0 is an alarm")
            .register(metrics);
        Gauge.builder("carbonflow.ledger.conservation.sweep.age.seconds",
                () -> lastFinished == null ? Double.NaN : Duration.between(lastFinished, clock.instant()).toSeconds())
            .description("Since any instance came to the end of a sweep; grows while a stage does not go on")
            .register(metrics);
        if (config.every().isZero() || config.every().isNegative()) {
            LOG.info("the ledger does not look for imbalances: carbonflow.ledger.sweep.every is zero");
            return;
        }
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "conservation-sweep");
            thread.setDaemon(true);
            return thread;
        });
        long millis = Math.max(1, config.every().toMillis());
        timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void look() {
        try {
            sweep.run();
        } catch (RegistryUnavailableException | RuntimeException e) { // a scheduled task that throws never runs again
            LOG.warnf("a sweep of conservation was interrupted, the next begins anew: %s", e.getMessage());
        }
        try {
            measure();
        } catch (RuntimeException e) {
            LOG.debugf(e, "imbalances cannot be told at present");
        }
    }

    /** Reads what the metrics show. */
    void measure() {
        lastFinished = lease.lastFinished().orElse(null);
        var present = table.open();
        var events = new TreeMap<String, Long>();
        present.forEach((minute, imbalance) -> events.merge(minute.tenantId(),
                Math.abs(imbalance.finding().difference()), Long::sum));
        byTenant.register(events.entrySet()
            .stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(TENANTS_MAX)
            .map(one -> MultiGauge.Row.of(Tags.of("tenant", one.getKey()), one.getValue()))
            .toList(), true);
        open = present.size();
    }
}
