package io.carbonflow.gateway.erp;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The ways in for ERP systems. */
@Path("/v1")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
@Consumes({MediaType.APPLICATION_JSON, SapEvent.MEDIA_TYPE})
@APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
@APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
@APIResponse(responseCode = "413", description = "too large")
@APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
@APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
public class ErpResource {

    private final Door door;
    private final SapAdapter sap;
    private final OracleAdapter oracle;
    private final ErpAdapter either;

    ErpResource(Door door, SapAdapter sap, OracleAdapter oracle, ErpAdapter either) {
        this.door = door;
        this.sap = sap;
        this.oracle = oracle;
        this.either = either;
    }

    @POST
    @Path("/webhooks/sap")
    @Operation(summary = "Takes SAP S/4HANA events and documents, OData V2 or V4, unmodified")
    public Uni<Response> sap(@BeanParam EventHeaders headers, byte[] body) {
        return take(sap, headers, body);
    }

    @POST
    @Path("/webhooks/oracle")
    @Operation(summary = "Takes Oracle Fusion and E-Business Suite events and purchase orders, unmodified")
    public Uni<Response> oracle(@BeanParam EventHeaders headers, byte[] body) {
        return take(oracle, headers, body);
    }

    @POST
    @Path("/webhooks/erp")
    @Operation(summary = "Takes documents of either ERP, told apart by their fields, unmodified")
    public Uni<Response> either(@BeanParam EventHeaders headers, byte[] body) {
        return take(either, headers, body);
    }

    private Uni<Response> take(WayIn way, EventHeaders headers, byte[] body) {
        return door.take(way.channel(), headers.contentTypeWithEvent(), body, way);
    }
}
