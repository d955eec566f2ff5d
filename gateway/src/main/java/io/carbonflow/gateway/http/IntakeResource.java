package io.carbonflow.gateway.http;

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
import io.carbonflow.gateway.intake.JsonBatches;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The ways in over HTTP. */
@Path("/v1")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
@APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected")
@APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
@APIResponse(responseCode = "413", description = "too large")
@APIResponse(responseCode = "415", description = "another content type than the ones listed")
@APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
@APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
public class IntakeResource {

    static final String NDJSON = "application/x-ndjson";
    static final String NDJSON_TOO = "application/ndjson";
    static final String JSON_LINES = "application/jsonl";

    private final Door door;
    private final JsonBatches json;

    IntakeResource(Door door, JsonBatches json) {
        this.door = door;
        this.json = json;
    }

    @POST
    @Path("/activities")
    @Consumes({MediaType.APPLICATION_JSON, NDJSON, NDJSON_TOO, JSON_LINES})
    @Operation(summary = "Send canonical activities: one, an array, or NDJSON")
    public Uni<Response> activities(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return door.take(Channel.ACTIVITIES, contentType, body, json::activities);
    }

    @POST
    @Path("/readings")
    @Consumes({MediaType.APPLICATION_JSON, NDJSON, NDJSON_TOO, JSON_LINES})
    @Operation(summary = "Send meter readings in kWh: one, an array, or NDJSON")
    public Uni<Response> readings(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        return door.take(Channel.READINGS, contentType, body, json::readings);
    }
}
