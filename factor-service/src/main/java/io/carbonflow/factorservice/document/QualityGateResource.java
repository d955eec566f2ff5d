package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** What happens to items that are right but doubtful. */
@Path("/v1/quality-gate")
@Authenticated
@Tag(name = "Quality gate")
public class QualityGateResource extends SingleDocument {

    QualityGateResource(DocumentRequests requests) {
        super(RuleKind.GATE, requests);
    }
}
