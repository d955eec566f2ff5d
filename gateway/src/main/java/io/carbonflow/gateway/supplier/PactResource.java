package io.carbonflow.gateway.supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Footprints of suppliers, as PACT partners send them. */
@Path("/v1/webhooks/pact")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
public class PactResource {

    private final FootprintDoor door;

    PactResource(FootprintDoor door) {
        this.door = door;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/cloudevents+json"})
    @Operation(summary = "Send PACT product footprints (v2, v3): one, an array, a list answer, or an event with them")
    @APIResponse(responseCode = "202", description = "kept and in use; body: the usual answer and the footprints")
    @APIResponse(responseCode = "422", description = "the single footprint is refused, with every reason")
    public Uni<Response> footprints(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @QueryParam("supplier_id") String supplierId, byte[] body) {
        return door.take(contentType, body, supplierId);
    }
}
