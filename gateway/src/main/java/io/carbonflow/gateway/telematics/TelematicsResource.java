package io.carbonflow.gateway.telematics;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The way in for vehicles' trips. */
@Path("/v1/telematics")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
public class TelematicsResource {

    private final Door door;
    private final TelematicsWay way;

    TelematicsResource(Door door, TelematicsWay way) {
        this.door = door;
        this.way = way;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson"})
    @Operation(summary = "Send trips of vehicles: one, an array, NDJSON, or an object with trips")
    @APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
    @APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
    @APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
    @APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
    public Uni<Response> trips(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return door.take(Channel.TELEMATICS, contentType, body, way);
    }
}
