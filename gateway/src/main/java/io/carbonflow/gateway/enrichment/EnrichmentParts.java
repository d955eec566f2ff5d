package io.carbonflow.gateway.enrichment;

import java.time.Clock;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.gateway.held.HeldItems;
import io.carbonflow.platform.security.SecurityConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The asking for documents as this gateway is set up, with its gauges. Held items are looked at when one arrives. */
@Singleton
class EnrichmentParts {

    @Produces
    @Singleton
    Enrichment enrichment(SapSettings sap, OracleSettings oracle, SecurityConfig security, Clock clock,
            MeterRegistry metrics, Instance<HeldItems> held) {
        var systems = new ErpSystems(sap.connections(), oracle.connections(), security.tenant(), clock,
                system -> Gauge
                    .builder("carbonflow.breaker.state", system.breaker(), breaker -> breaker.state().ordinal())
                    .description("0 closed, 1 trying again, 2 open")
                    .tag("name", system.name())
                    .register(metrics));
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
