package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** How much is taken in from whom. */
@Path("/v1/intake-policy")
@Authenticated
@Tag(name = "Intake policy")
public class IntakePolicyResource extends SingleDocument {

    IntakePolicyResource(DocumentRequests requests) {
        super(RuleKind.INTAKE_POLICY, requests);
    }
}
