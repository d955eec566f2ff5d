package io.carbonflow.ledger.heads;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Has heads made regularly, and knows whether they are. A ledger that cannot sign goes on booking. */
@ApplicationScoped
class HeadWatch {

    private static final Logger LOG = Logger.getLogger(HeadWatch.class);

    private final HeadWriter writer;
    private final SigningKeys keys;
    private final HeadsConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private ScheduledExecutorService timer;
    private volatile SignedHead newest;
    private volatile String failure;

    HeadWatch(HeadWriter writer, SigningKeys keys, HeadsConfig config, MeterRegistry metrics, Clock clock) {
        this.writer = writer;
        this.keys = keys;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("carbonflow.ledger.heads.signing", () -> keys.present().isPresent() && failure == null ? 1 : 0)
            .description("1 where heads are signed, 0 where there is no key or signing is refused")
            .register(metrics);
        Gauge.builder("carbonflow.ledger.heads.number", () -> newest == null ? 0 : newest.number())
            .description("The number of the newest signed head this process knows")
            .register(metrics);
        Gauge.builder("carbonflow.ledger.heads.age.seconds",
                () -> newest == null ? Double.NaN : Duration.between(newest.at(), clock.instant()).toSeconds())
            .description("Since the newest signed head this process knows; grows while nothing is booked")
            .register(metrics);
        if (keys.present().isEmpty()) {
            LOG.warn(keys.whyNone());
            return;
        }
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "signed-heads");
            thread.setDaemon(true);
            return thread;
        });
        lookLater();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /** Soon while this process knows of no head, so that a new ledger need not wait a whole period for its first. */
    private void lookLater() {
        var pause = newest == null && config.firstEvery().compareTo(config.every()) < 0 ? config.firstEvery()
                : config.every();
        timer.schedule(() -> {
            look();
            lookLater();
        }, Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Why heads are not signed at present; empty where they are. */
    Optional<String> whyNot() {
        return keys.present().isEmpty() ? Optional.of(keys.whyNone()) : Optional.ofNullable(failure);
    }

    /** The newest head this process knows of. */
    Optional<SignedHead> newest() {
        return Optional.ofNullable(newest);
    }

    private void look() {
        try {
            newest = writer.write().orElse(newest);
            failure = null;
        } catch (RuntimeException e) { // what throws would not look again
            if (failure == null) {
                LOG.errorf("heads are not signed at present: %s", e.getMessage());
            }
            failure = String.valueOf(e.getMessage());
        }
    }
}
