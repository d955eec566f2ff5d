package io.carbonflow.metering.stream;

import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Up while messages are read, or the partitions are being shared out again. */
@Readiness
public class StreamsReadiness implements HealthCheck {

    private final KafkaStreams streams;

    StreamsReadiness(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("messages of devices are read")
            .status(streams.state().isRunningOrRebalancing())
            .withData("state", streams.state().name())
            .build();
    }
}
