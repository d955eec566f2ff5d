package io.carbonflow.factorservice.document;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.rules.RuleKind;
import io.quarkus.security.Authenticated;

/** Contracts and certificates for energy. */
@Path("/v1/instruments")
@Authenticated
@Tag(name = "Energy instruments")
public class InstrumentsResource extends SingleDocument {

    InstrumentsResource(DocumentRequests requests) {
        super(RuleKind.INSTRUMENTS, requests);
    }
}
