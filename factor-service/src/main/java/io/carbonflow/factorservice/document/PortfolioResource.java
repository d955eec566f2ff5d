package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** The activities an edition of factors is tried on before it is published. */
@Path("/v1/portfolio")
@Authenticated
@Tag(name = "Reference portfolio")
public class PortfolioResource extends SingleDocument {

    PortfolioResource(DocumentRequests requests) {
        super(RuleKind.PORTFOLIO, requests);
    }
}
