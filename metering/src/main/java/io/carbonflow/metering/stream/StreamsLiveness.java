package io.carbonflow.metering.stream;

import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down only when the streams have ended for good, which a new process alone can mend. */
@Liveness
public class StreamsLiveness implements HealthCheck {

    private final KafkaStreams streams;

    StreamsLiveness(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("streams")
            .status(streams.state() != KafkaStreams.State.ERROR)
            .withData("state", streams.state().name())
            .build();
    }
}
