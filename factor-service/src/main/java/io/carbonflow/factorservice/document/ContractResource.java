package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** What sources must send. */
@Path("/v1/contracts")
@Authenticated
@Tag(name = "Contracts")
public class ContractResource extends DocumentCollection {

    ContractResource(DocumentRequests requests) {
        super(RuleKind.CONTRACT, requests);
    }
}
