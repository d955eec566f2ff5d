package io.carbonflow.metering.stream;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.metering.device.DeviceFamily;
import io.micrometer.core.instrument.MeterRegistry;

/** What the Kafka Streams extension starts. */
@Singleton
class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);

    @Produces
    @Singleton
    Topology topology(CodecWire wire, Instance<DeviceFamily> families, MeteringConfig config, MeterRegistry registry) {
        Map<String, DeviceFamily> byName = families.stream()
            .collect(Collectors.toUnmodifiableMap(DeviceFamily::name, Function.identity()));
        return new MeteringTopology(wire, byName, new ContractConfig(config.futureMax(), config.earliest()),
                config.bounds(),
                new MeteringMetrics(registry))
            .build(config.partitions(), config.onDisk());
    }

    /** A thread that fails is replaced: what failed is read again, as nothing of it was committed. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler replaceThread() {
        return failure -> {
            LOG.error("a stream's thread ended and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }
}
