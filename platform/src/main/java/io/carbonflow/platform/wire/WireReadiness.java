package io.carbonflow.platform.wire;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until the registry has every schema this service writes, and while it does not answer. */
@Readiness
public class WireReadiness implements HealthCheck {

    private final WireCodec codec;

    WireReadiness(WireCodec codec) {
        this.codec = codec;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("schemas registered")
            .status(codec.isReady() && codec.registryAnswers())
            .build();
    }
}
