package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** How activities are worked out. */
@Path("/v1/methodologies")
@Authenticated
@Tag(name = "Methodologies")
public class MethodologyResource extends DocumentCollection {

    MethodologyResource(DocumentRequests requests) {
        super(RuleKind.METHODOLOGY, requests);
    }
}
