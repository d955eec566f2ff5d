package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** Mappings from activities to scopes and categories. */
@Path("/v1/attribution-rules")
@Authenticated
@Tag(name = "Attribution rules")
public class AttributionRuleResource extends DocumentCollection {

    AttributionRuleResource(DocumentRequests requests) {
        super(RuleKind.ATTRIBUTION, requests);
    }
}
