package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** Exchange rates and deflators. */
@Path("/v1/prices")
@Authenticated
@Tag(name = "Prices")
public class PricesResource extends SingleDocument {

    PricesResource(DocumentRequests requests) {
        super(RuleKind.PRICES, requests);
    }
}
