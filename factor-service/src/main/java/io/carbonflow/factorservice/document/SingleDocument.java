package io.carbonflow.factorservice.document;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.platform.security.Role;
import io.carbonflow.rules.RuleKind;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** A kind of document of which a tenant has one; its id is the kind's name. */
@Produces(MediaType.APPLICATION_JSON)
abstract class SingleDocument {

    private final RuleKind kind;
    private final DocumentRequests requests;

    SingleDocument(RuleKind kind, DocumentRequests requests) {
        this.kind = kind;
        this.requests = requests;
    }

    @GET
    @Operation(summary = "The document in force, or one version of it")
    public Uni<Response> one(@RestQuery Integer version) {
        return requests.get(kind, kind.code(), version);
    }

    @GET
    @Path("/versions")
    @Operation(summary = "Every version, newest first")
    public Uni<DocumentView.Page> versions() {
        return requests.versions(kind, kind.code());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Blocking
    @Operation(summary = "Puts the document into force; the same content again changes nothing. 409 where If-Match has another ETag")
    public Uni<Response> put(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return requests.put(kind, kind.code(), body, ifMatch);
    }

    @DELETE
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Takes the tenant's own document back; the shipped one is in force again")
    public Uni<Response> delete(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return requests.delete(kind, kind.code(), ifMatch);
    }
}
