package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** What the facilities are to the reporting company. */
@Path("/v1/organisation")
@Authenticated
@Tag(name = "Organisation")
public class OrganisationResource extends SingleDocument {

    OrganisationResource(DocumentRequests requests) {
        super(RuleKind.ORGANISATION, requests);
    }
}
