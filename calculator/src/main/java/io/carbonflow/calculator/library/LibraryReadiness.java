package io.carbonflow.calculator.library;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until there is a factor library. One that is old because the factor service is away is still right. */
@Readiness
public class LibraryReadiness implements HealthCheck {

    private final CurrentLibrary library;

    LibraryReadiness(CurrentLibrary library) {
        this.library = library;
    }

    @Override
    public HealthCheckResponse call() {
        var snapshot = library.snapshot();
        var response = HealthCheckResponse.named("factor library loaded").status(snapshot.isPresent());
        snapshot.ifPresent(loaded -> response.withData("etag", loaded.etag()));
        library.failure().ifPresent(failure -> response.withData("last_failure", failure));
        return response.build();
    }
}
