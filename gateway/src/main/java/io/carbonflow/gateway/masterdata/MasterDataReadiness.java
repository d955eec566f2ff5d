package io.carbonflow.gateway.masterdata;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until the registered devices and suppliers are known. */
@Readiness
public class MasterDataReadiness implements HealthCheck {

    private final MasterData masterData;

    MasterDataReadiness(MasterData masterData) {
        this.masterData = masterData;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("master data read").status(masterData.isKnown()).build();
    }
}
