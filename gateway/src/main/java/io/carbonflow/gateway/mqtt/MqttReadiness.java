package io.carbonflow.gateway.mqtt;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while there is no connection to the MQTT broker, unless this instance is to keep none. */
@Readiness
public class MqttReadiness implements HealthCheck {

    private final MqttIntake intake;

    MqttReadiness(MqttIntake intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("MQTT connected")
            .status(!intake.isEnabled() || intake.isConnected())
            .build();
    }
}
