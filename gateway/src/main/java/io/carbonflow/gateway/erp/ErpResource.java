package io.carbonflow.gateway.erp;

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

/** Takes documents of either ERP, told apart by their fields. */
@Path("/v1/webhooks/erp")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
@APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
@APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
@APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
@APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
public class ErpResource {

    private final Door door;
    private final ErpAdapter erp;

    ErpResource(Door door, ErpAdapter erp) {
        this.door = door;
        this.erp = erp;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, SapEvent.MEDIA_TYPE})
    @Operation(summary = "Takes documents of either ERP, told apart by their fields, unmodified")
    public Uni<Response> take(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @HeaderParam(SapEvent.TYPE_HEADER) String type, @HeaderParam(SapEvent.TIME_HEADER) String time,
            byte[] body) {
        return door.take(Channel.ERP, SapEvent.contentType(contentType, type, time), body, erp);
    }
}
