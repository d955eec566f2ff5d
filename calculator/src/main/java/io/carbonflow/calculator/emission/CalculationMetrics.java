package io.carbonflow.calculator.emission;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the calculator tells Prometheus about its events. */
@ApplicationScoped
class CalculationMetrics {

    private static final Duration[] LATENCIES = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000,
            60_000)
        .map(Duration::ofMillis)
        .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Counter calculated;
    private final Map<ReasonCode, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<ReasonCode, Counter> held = new ConcurrentHashMap<>();
    private final DistributionSummary batchRecords;
    private final Timer batchDuration;
    private final Timer age;

    CalculationMetrics(MeterRegistry registry) {
        this.registry = registry;
        calculated = Counter.builder("carbonflow.calculator.calculated")
            .description("Raw activities that became emissions")
            .register(registry);
        batchRecords = DistributionSummary.builder("carbonflow.calculator.batch.records")
            .description("Raw records per batch")
            .register(registry);
        batchDuration = Timer.builder("carbonflow.calculator.batch.duration")
            .description("From a batch's arrival until the broker has all that came of it")
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
        age = Timer.builder("carbonflow.calculator.event.age")
            .description("From the receipt of an event by the gateway to its calculation")
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    }

    void calculated(Duration sinceReceipt) {
        calculated.increment();
        age.record(sinceReceipt);
    }

    void rejected(ReasonCode code) {
        rejected.computeIfAbsent(code, reason -> Counter.builder("carbonflow.calculator.rejected")
            .description("Refused raw activities, by their first reason")
            .tag("reason", reason.name())
            .register(registry)).increment();
    }

    void held(ReasonCode code) {
        held.computeIfAbsent(code, reason -> Counter.builder("carbonflow.calculator.held")
            .description("Raw activities that wait for a rule or a person, by their first reason")
            .tag("reason", reason.name())
            .register(registry)).increment();
    }

    void batch(int records, Duration duration) {
        batchRecords.record(records);
        batchDuration.record(duration);
    }
}
