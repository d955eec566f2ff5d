package io.carbonflow.ledger.intake;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while a loop waits for the database, the broker or the registry. */
@Readiness
public class ConsumptionReadiness implements HealthCheck {

    private final Consumption consumption;

    ConsumptionReadiness(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public HealthCheckResponse call() {
        var stalls = consumption.stalls();
        var response = HealthCheckResponse.named("topics read").status(stalls.isEmpty());
        stalls.forEach(response::withData);
        return response.build();
    }
}
