package io.carbonflow.gateway.cdc;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.gateway.erp.ErpAdapter;
import io.carbonflow.intake.contract.ActivityContract;

/** What the reading of changes is made of here. */
@Singleton
class CdcParts {

    @Produces
    @Singleton
    TableMappings mappings(Documents documents, ActivityContract contract) {
        return new DocumentedMappings(documents, contract);
    }

    @Produces
    @Singleton
    OutboxVerdicts.Documents documents(ErpAdapter erp) {
        return erp::lines;
    }
}
