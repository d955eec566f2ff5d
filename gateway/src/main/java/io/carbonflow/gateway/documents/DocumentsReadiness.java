package io.carbonflow.gateway.documents;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until the tenants' contracts, mappings, gates and policies are known. */
@Readiness
public class DocumentsReadiness implements HealthCheck {

    private final Documents documents;

    DocumentsReadiness(Documents documents) {
        this.documents = documents;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("intake documents read").status(documents.isKnown()).build();
    }
}
