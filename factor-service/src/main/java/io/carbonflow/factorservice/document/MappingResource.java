package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** What the fields of foreign formats mean. */
@Path("/v1/mappings")
@Authenticated
@Tag(name = "Mappings")
public class MappingResource extends DocumentCollection {

    MappingResource(DocumentRequests requests) {
        super(RuleKind.MAPPING, requests);
    }
}
