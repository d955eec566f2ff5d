package io.carbonflow.gateway.intake;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What came in, how it fared, and how long the sender waited for our acknowledgement. */
@ApplicationScoped
public class IntakeMetrics {

    private final MeterRegistry registry;

    IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void items(String channel, String outcome, int count) {
        if (count > 0) {
            registry.counter("carbonflow.intake.items", "channel", channel, "outcome", outcome).increment(count);
        }
    }

    void rejected(String channel, String reasonCode) {
        registry.counter("carbonflow.intake.rejections", "channel", channel, "reason", reasonCode).increment();
    }

    void acknowledged(String channel, int items, Duration waited) {
        registry.summary("carbonflow.intake.batch.items", "channel", channel).record(items);
        Timer.builder("carbonflow.intake.acknowledgement")
            .description("from the last byte received to the acknowledgement")
            .tag("channel", channel)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry)
            .record(waited);
    }

    void failed(String channel, int items) {
        items(channel, "failed", items);
    }
}
