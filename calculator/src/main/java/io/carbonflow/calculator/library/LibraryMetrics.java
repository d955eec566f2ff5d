package io.carbonflow.calculator.library;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the calculator tells Prometheus about what it calculates with. */
final class LibraryMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Counter unreadableEditions;
    private final Counter unreadableDocuments;
    private final List<Meter> gauges = new ArrayList<>();
    private volatile double changedAtSeconds;

    LibraryMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        unreadableEditions = Counter.builder("carbonflow.calculator.editions.unreadable")
            .description("Times a tenant's edition could not be read and was left out")
            .register(registry);
        unreadableDocuments = Counter.builder("carbonflow.calculator.documents.unreadable")
            .description("Times a rule document could not be read and was passed over")
            .register(registry);
    }

    void watch(KeptSnapshot<RulesSnapshot> rules) {
        gauges.add(Gauge.builder("carbonflow.calculator.documents", rules,
                kept -> kept.held().map(RulesSnapshot::size).orElse(0))
            .description("Rule documents in use, of every tenant and shipped")
            .register(registry));
        gauges.add(Gauge.builder("carbonflow.calculator.documents.age.seconds", rules, KeptSnapshot::ageSeconds)
            .description("Since the rule documents were last known to be what the factor service serves")
            .register(registry));
        gauges.add(Gauge.builder("carbonflow.calculator.documents.changed.timestamp.seconds", this,
                metrics -> metrics.changedAtSeconds)
            .description("When other rule documents came into use, in seconds since 1970")
            .register(registry));
    }

    void changed() {
        changedAtSeconds = clock.millis() / 1e3;
    }

    void unreadableEdition() {
        unreadableEditions.increment();
    }

    void unreadableDocument() {
        unreadableDocuments.increment();
    }

    /** A registry that outlives us would keep reading what ended. */
    void close() {
        gauges.forEach(registry::remove);
    }
}
