package io.carbonflow.factorservice.document;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.platform.security.Role;
import io.carbonflow.rules.RuleKind;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The documents of a kind of which a tenant has many, each with a name. */
@Produces(MediaType.APPLICATION_JSON)
abstract class DocumentCollection {

    private final RuleKind kind;
    private final DocumentRequests requests;

    DocumentCollection(RuleKind kind, DocumentRequests requests) {
        this.kind = kind;
        this.requests = requests;
    }

    @GET
    @Operation(summary = "The documents in force, shipped and own, by id")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo request) {
        return requests.list(kind, limit, cursor, request);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "The document in force, or one version of it")
    public Uni<Response> one(@RestPath String id, @RestQuery Integer version) {
        return requests.get(kind, id, version);
    }

    @GET
    @Path("/{id}/versions")
    @Operation(summary = "Every version, newest first")
    public Uni<DocumentView.Page> versions(@RestPath String id) {
        return requests.versions(kind, id);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Blocking
    @Operation(summary = "Puts a document into force; the same content again changes nothing. 409 where If-Match has another ETag")
    public Uni<Response> put(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return requests.put(kind, id, body, ifMatch);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Takes the tenant's own document back, the shipped one is in force again; a shipped one that was never "
            + "changed is switched off")
    public Uni<Response> delete(@RestPath String id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return requests.delete(kind, id, ifMatch);
    }
}
