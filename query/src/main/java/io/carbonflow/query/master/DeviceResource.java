package io.carbonflow.query.master;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.platform.security.Role;
import io.smallrye.mutiny.Uni;

/** The devices of the caller's tenant. */
@Path("/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Master data")
public class DeviceResource {

    private final MasterRequests requests;
    private final DeviceKind kind;

    DeviceResource(MasterRequests requests, DeviceKind kind) {
        this.requests = requests;
        this.kind = kind;
    }

    @GET
    public Uni<RestResponse<ItemList<Device>>> list(@RestQuery String limit, @RestQuery String cursor,
            @Context UriInfo uri) {
        return requests.list(kind, limit, cursor, uri);
    }

    @GET
    @Path("/{id: .+}")
    public Uni<Device> get(@RestPath String id) {
        return requests.get(kind, id);
    }

    @POST
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    public Uni<RestResponse<Device>> create(JsonNode body, @Context UriInfo uri) {
        return requests.create(kind, body, uri);
    }

    @PUT
    @Path("/{id: .+}")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    public Uni<RestResponse<Device>> put(@RestPath String id, JsonNode body, @Context UriInfo uri) {
        return requests.put(kind, id, body, uri);
    }

    @DELETE
    @Path("/{id: .+}")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    public Uni<Void> delete(@RestPath String id) {
        return requests.delete(kind, id);
    }
}
