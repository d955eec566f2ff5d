package io.carbonflow.ledger.heads;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether heads are signed. A ledger that cannot sign is ready all the same, with the reason. */
@Readiness
@ApplicationScoped
class HeadReadiness implements HealthCheck {

    private final HeadWatch watch;

    HeadReadiness(HeadWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("signed-heads").up();
        watch.whyNot()
            .ifPresentOrElse(reason -> response.withData("state", "off").withData("reason", reason),
                    () -> response.withData("state", "on"));
        watch.newest().ifPresent(head -> response.withData("number", head.number()));
        return response.build();
    }
}
