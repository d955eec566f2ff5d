package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** How what several share is split. */
@Path("/v1/allocation-keys")
@Authenticated
@Tag(name = "Allocation keys")
public class AllocationKeyResource extends DocumentCollection {

    AllocationKeyResource(DocumentRequests requests) {
        super(RuleKind.ALLOCATION, requests);
    }
}
