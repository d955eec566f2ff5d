package io.carbonflow.ledger.conservation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import io.carbonflow.ledger.LedgerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Looks at lag and conservation regularly, for the metrics and for readiness: a broker that is silent shows here. */
@Readiness
@ApplicationScoped
public class Watch implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    /** Prometheus keeps a series for each name it was ever given. */
    private static final int TENANTS_MAX = 50;

    private final Conservation conservation;
    private final TallyReader tally;
    private final BrokerLag broker;
    private final LedgerConfig config;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();
    private final AtomicLong difference = new AtomicLong();
    private MultiGauge byTenant;
    private ScheduledExecutorService timer;
    private volatile String brokerFailure = "not asked yet";

    Watch(Conservation conservation, TallyReader tally, BrokerLag broker, LedgerConfig config, MeterRegistry metrics) {
        this.conservation = conservation;
        this.tally = tally;
        this.broker = broker;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("carbonflow.ledger.conservation.difference", difference, AtomicLong::get)
            .description("Events of all tenants that are received and unaccounted for; anything but 0 is an alarm")
            .register(metrics);
        byTenant = MultiGauge.builder("carbonflow.ledger.conservation.tenant.unsettled")
            .description("Received and not settled, of the tenants with the most; what stays while lag is 0 is a loss")
            .register(metrics);
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "ledger-watch");
            thread.setDaemon(true);
            return thread;
        });
        every(config.lagAgeMax(), this::lookAtLag);
        every(config.conservationInterval(), this::lookAtConservation);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    @Override
    public HealthCheckResponse call() {
        String failure = brokerFailure;
        var response = HealthCheckResponse.named("broker").status(failure == null);
        return (failure == null ? response : response.withData("failure", failure)).build();
    }

    private void every(Duration interval, Runnable look) {
        timer.scheduleWithFixedDelay(look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAtLag() {
        try {
            for (BrokerLag.GroupLag lag : broker.notOlderThan(Duration.ZERO).groups()) {
                lags.computeIfAbsent(lag.group() + ' ' + lag.topic(), key -> gauge(lag)).set(lag.records());
            }
            brokerFailure = null;
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            if (brokerFailure == null) {
                LOG.warnf("the broker cannot be asked for its lag: %s", e.getMessage());
            }
            brokerFailure = String.valueOf(e.getMessage());
        }
    }

    void lookAtConservation() {
        try {
            byTenant.register(tally.unsettledByTenant(TENANTS_MAX)
                .entrySet()
                .stream()
                .map(one -> MultiGauge.Row.of(Tags.of("tenant", one.getKey()), one.getValue()))
                .toList(), true);
            long found = conservation.ofAllTenants().balance().difference();
            if (difference.getAndSet(found) == 0 && found != 0) {
                LOG.errorf("%d events are received and unaccounted for", found);
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "conservation cannot be told at present");
        }
    }

    private AtomicLong gauge(BrokerLag.GroupLag lag) {
        var records = new AtomicLong();
        Gauge.builder("carbonflow.ledger.lag.records", records, AtomicLong::get)
            .description("Records a consumer group has not acknowledged")
            .tag("group", lag.group())
            .tag("topic", lag.topic())
            .register(metrics);
        return records;
    }
}
