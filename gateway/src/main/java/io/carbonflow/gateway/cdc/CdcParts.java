package io.carbonflow.gateway.cdc;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the reading of changes is made of here. */
@Singleton
class CdcParts {

    @Produces
    @Singleton
    TableMappings mappings() {
        return (tenantId, names) -> Optional.empty();
    }

    @Produces
    @Singleton
    OutboxVerdicts.Documents documents() {
        return (document, tenantId, receivedAt) -> List.of();
    }
}
