package io.carbonflow.gateway.carrier;

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

import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The ways in for carriers. */
@Path("/v1")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
@Consumes(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
@APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
@APIResponse(responseCode = "413", description = "too large")
@APIResponse(responseCode = "415", description = "another content type than application/json")
@APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
@APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
public class CarrierResource {

    private final Door door;
    private final FedExAdapter fedEx;
    private final DhlAdapter dhl;
    private final UpsAdapter ups;
    private final IleapAdapter ileap;

    CarrierResource(Door door, FedExAdapter fedEx, DhlAdapter dhl, UpsAdapter ups, IleapAdapter ileap) {
        this.door = door;
        this.fedEx = fedEx;
        this.dhl = dhl;
        this.ups = ups;
        this.ileap = ileap;
    }

    @POST
    @Path("/webhooks/fedex")
    @Operation(summary = "Send FedEx Track v1 payloads, unmodified")
    public Uni<Response> fedEx(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return take(fedEx, contentType, body);
    }

    @POST
    @Path("/webhooks/dhl")
    @Operation(summary = "Send DHL Shipment Tracking - Unified payloads, unmodified")
    public Uni<Response> dhl(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return take(dhl, contentType, body);
    }

    @POST
    @Path("/webhooks/ups")
    @Operation(summary = "Send UPS Track payloads, of the present or the older form, unmodified")
    public Uni<Response> ups(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return take(ups, contentType, body);
    }

    @POST
    @Path("/webhooks/ileap")
    @Operation(summary = "Send iLEAP (ISO 14083) shipment footprints or transport activity data, unmodified")
    public Uni<Response> ileap(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return take(ileap, contentType, body);
    }

    private Uni<Response> take(WayIn way, String contentType, byte[] body) {
        return door.take(way.channel(), contentType, body, way);
    }
}
