package io.carbonflow.platform.resilience;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The breakers of a service, each shown as the gauge {@code carbonflow.breaker.state} with its name. */
@ApplicationScoped
public class Breakers {

    private static final int FAILURES_MAX = 3;
    private static final Duration OPEN_FOR = Duration.ofSeconds(2);

    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    public Breakers(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * The breaker of this name, which opens for two seconds after three outages in a row.
     *
     * @param isOutage see {@link Breaker#Breaker}
     */
    public Breaker of(String name, Predicate<Throwable> isOutage) {
        return of(name, FAILURES_MAX, OPEN_FOR, isOutage);
    }

    /**
     * The breaker of this name.
     *
     * @param failuresMax outages in a row that open it, 1 at least
     * @param openFor     how long nothing is asked then
     * @param isOutage    see {@link Breaker#Breaker}
     */
    public Breaker of(String name, int failuresMax, Duration openFor, Predicate<Throwable> isOutage) {
        return breakers.computeIfAbsent(name, made -> {
            var breaker = new Breaker(name, failuresMax, openFor, isOutage);
            Gauge.builder("carbonflow.breaker.state", breaker, one -> one.state().ordinal())
                .description("0 closed, 1 one call finds out, 2 open")
                .tag("name", name)
                .strongReference(true)
                .register(registry);
            return breaker;
        });
    }
}
