package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** The choices that are the reporting company's. */
@Path("/v1/policy")
@Authenticated
@Tag(name = "Policy")
public class PolicyResource extends SingleDocument {

    PolicyResource(DocumentRequests requests) {
        super(RuleKind.POLICY, requests);
    }
}
