package io.carbonflow.gateway.enrichment;

import java.time.Clock;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.gateway.held.HeldItems;
import io.carbonflow.platform.resilience.Breakers;
import io.carbonflow.platform.security.SecurityConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The asking for documents as this gateway is set up, with its gauges. Held items are looked at when one arrives. */
@Singleton
class EnrichmentParts {

    @Produces
    @Singleton
    Enrichment enrichment(SapSettings sap, OracleSettings oracle, SecurityConfig security, Clock clock,
            MeterRegistry metrics, Breakers breakers, Instance<HeldItems> held) {
        var systems = new ErpSystems(sap.connections(), oracle.connections(), security.tenant(), clock,
                (name, connection) -> breakers.of(name, connection.breakerFailures(), connection.breakerPause(),
                        Enrichment::isOutage));
        var enrichment = new Enrichment(systems,
                arrived -> held.get().reexamine(arrived.tenantId(), arrived.channel()), clock);
        Gauge.builder("carbonflow.enrichment.waiting", enrichment, one -> one.open().size())
            .description("documents whose key came in and whose content is still asked for")
            .register(metrics);
        return enrichment;
    }

    void close(@Disposes Enrichment enrichment) {
        enrichment.close();
    }
}
