package io.carbonflow.calculator.intake;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while the raw topics wait for the broker, the registry or the factor library. */
@Readiness
public class IntakeReadiness implements HealthCheck {

    private final Intake intake;

    IntakeReadiness(Intake intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        var stalledBy = intake.stalledBy();
        var response = HealthCheckResponse.named("raw topics read").status(stalledBy.isEmpty());
        stalledBy.ifPresent(reason -> response.withData("waits_for", reason));
        return response.build();
    }
}
