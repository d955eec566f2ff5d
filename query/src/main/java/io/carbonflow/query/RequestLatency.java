package io.carbonflow.query;

import java.time.Duration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** Publishes the latency of requests as a histogram, so that quantiles can be taken over all instances. */
class RequestLatency {

    private static final double[] BOUNDS_NANOSECONDS = java.util.stream.DoubleStream
        .of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
        .map(seconds -> seconds * Duration.ofSeconds(1).toNanos())
        .toArray();

    @Produces
    @Singleton
    MeterFilter histogram() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests")
                        ? DistributionStatisticConfig.builder()
                            .serviceLevelObjectives(BOUNDS_NANOSECONDS)
                            .build()
                            .merge(config)
                        : config;
            }
        };
    }
}
