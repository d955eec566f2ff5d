package io.carbonflow.calculator.library;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down until there are factors and rules. Those that are old because the factor service is away are still right. */
@Readiness
public class LibraryReadiness implements HealthCheck {

    private final CurrentLibrary library;

    LibraryReadiness(CurrentLibrary library) {
        this.library = library;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("factor library loaded").status(library.library().isPresent());
        library.editions().ifPresent(held -> response.withData("etag", held.etag()));
        library.rules().ifPresent(held -> response.withData("rules", held.etag()));
        if (!library.failures().isEmpty()) {
            response.withData("last_failure", String.join("; ", library.failures()));
        }
        return response.build();
    }
}
