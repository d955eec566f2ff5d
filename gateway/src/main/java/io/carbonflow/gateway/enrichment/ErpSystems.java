package io.carbonflow.gateway.enrichment;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.carbonflow.platform.resilience.Breaker;

/** The tenants' ERPs, each with its own client and circuit breaker, made when it is first asked. */
final class ErpSystems {

    private final Map<String, ErpConnection> sap;
    private final Map<String, ErpConnection> oracle;
    private final String installation;
    private final Clock clock;
    private final BreakerMaker breakers;
    private final Map<String, ErpSystem> systems = new ConcurrentHashMap<>();

    /** Makes the circuit breaker of a system. */
    @FunctionalInterface
    interface BreakerMaker {

        /** @param name as the metric shows it */
        Breaker make(String name, ErpConnection connection);
    }

    /**
     * @param installation the tenant to whom the settings without a tenant's name belong
     */
    ErpSystems(Map<String, ErpConnection> sap, Map<String, ErpConnection> oracle, String installation, Clock clock,
            BreakerMaker breakers) {
        this.sap = sap;
        this.oracle = oracle;
        this.installation = installation;
        this.clock = clock;
        this.breakers = breakers;
    }

    /** Who has the document; empty where no connection is set. */
    Optional<ErpSystem> of(String tenantId, WantedDocument wanted) {
        boolean isOracle = wanted.kind().name().startsWith("FUSION");
        Map<String, ErpConnection> all = isOracle ? oracle : sap;
        ErpConnection connection = all.get(tenantId);
        if (connection == null && tenantId.equals(installation)) {
            connection = all.get(SapSettings.INSTALLATION);
        }
        if (connection == null || connection.baseUrl().isEmpty()) {
            return Optional.empty();
        }
        ErpConnection found = connection;
        return Optional
            .of(systems.computeIfAbsent((isOracle ? "oracle:" : "sap:") + tenantId, name -> make(name, found)));
    }

    private ErpSystem make(String name, ErpConnection connection) {
        return new ErpSystem(name, connection, new ErpClient(connection, connection.baseUrl().get(), clock),
                breakers.make(name, connection));
    }
}
