package io.carbonflow.metering.stream;

import java.math.BigDecimal;

import io.micrometer.core.instrument.MeterRegistry;

/** What this stage counts. */
public final class MeteringMetrics {

    private final MeterRegistry registry;

    public MeteringMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param outcome booked, context, held or rejected */
    void reading(String family, String outcome) {
        registry.counter("carbonflow.metering.readings", "family", family, "outcome", outcome).increment();
    }

    void gap() {
        registry.counter("carbonflow.metering.gaps").increment();
    }

    void imputed(BigDecimal amount) {
        registry.counter("carbonflow.metering.imputed", "unit", "kWh").increment(amount.doubleValue());
    }

    /** @param change how many more messages of unknown devices wait; negative where some were released */
    void waiting(int change) {
        registry.counter("carbonflow.metering.frames", "step", change > 0 ? "held" : "released")
            .increment(Math.abs(change));
    }

    /** A message of an unknown device that cannot wait: the tenant's room is taken. */
    void noRoom() {
        registry.counter("carbonflow.metering.frames", "step", "no_room").increment();
    }

    /** Messages of unknown devices that have waited too long. */
    void forgotten(int count) {
        registry.counter("carbonflow.metering.frames", "step", "forgotten").increment(count);
    }

    /** News of a source that has no book and gets none: nobody has registered it, and the tenant's room is taken. */
    public void notListed() {
        registry.counter("carbonflow.metering.sources.unlisted").increment();
    }
}
