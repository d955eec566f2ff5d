package io.carbonflow.gateway.erp;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;

/** What the reading of ERP documents is made of here. */
@Singleton
class ErpParts {

    @Produces
    @Singleton
    Commodities commodities(Documents documents) {
        return new Commodities(
                tenantId -> documents.find(tenantId, DocumentKinds.MAPPING, Commodities.DOCUMENT)
                    .map(IntakeDocument::body));
    }
}
