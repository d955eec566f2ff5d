package io.carbonflow.gateway.cloudevents;

import java.util.Locale;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.supplier.FootprintDoor;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** CloudEvents 1.0 over HTTP: structured, binary, and batches. */
@Path("/")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
public class CloudEventsResource {

    private final Door door;
    private final CloudEventsWay way;
    private final FootprintDoor footprints;

    CloudEventsResource(Door door, CloudEventsWay way, FootprintDoor footprints) {
        this.door = door;
        this.way = way;
        this.footprints = footprints;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send CloudEvents 1.0: structured, binary, or a batch; the type says who reads the data")
    @APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
    @APIResponse(responseCode = "400", description = "unreadable, or no CloudEvent")
    @APIResponse(responseCode = "422", description = "the single event is refused, with every reason")
    public Uni<Response> take(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, @Context HttpHeaders headers,
            byte[] body) {
        String stated = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (stated.startsWith(CloudEventsWay.BATCH)) {
            return door.take(Channel.CLOUD_EVENTS, contentType, body, way);
        }
        return stated.startsWith(CloudEventsWay.STRUCTURED) ? structured(contentType, body)
                : binary(contentType, headers, body);
    }

    /** An event whose type says something of the data goes to its adapter whole, as if it had been sent there. */
    private Uni<Response> structured(String contentType, byte[] body) {
        JsonItems read = JsonItems.ofDocument(body);
        boolean isOne = !read.several() && read.items().size() == 1 && read.items().get(0).json() != null;
        String type = isOne ? read.items().get(0).json().path("type").asText("") : "";
        String channel = type.isEmpty() ? null : way.channelOf(type);
        if (channel == null || !EventRoutes.readsEvents(channel)) {
            return door.take(Channel.CLOUD_EVENTS, contentType, body, way);
        }
        return forwarded(channel, contentType, body);
    }

    private Uni<Response> binary(String contentType, HttpHeaders headers, byte[] body) {
        String specversion = headers.getHeaderString("ce-specversion");
        if (specversion == null) {
            throw new ProblemException(Problem.of(415, "Unsupported media type",
                    "a CloudEvent is " + CloudEventsWay.STRUCTURED + ", " + CloudEventsWay.BATCH
                            + ", or has the header ce-specversion"));
        }
        String type = required(headers, "ce-type");
        String id = required(headers, "ce-id");
        required(headers, "ce-source");
        if (!specversion.equals("1.0")) {
            throw ProblemException.badRequest("ce-specversion is 1.0");
        }
        var event = new BinaryEvent(type, id, headers.getHeaderString("ce-time"),
                contentType == null ? MediaType.APPLICATION_JSON : contentType);
        String channel = way.channelOf(type);
        return channel != null && EventRoutes.readsEvents(channel)
                ? forwarded(channel, event.toContentType(), body)
                : door.take(Channel.CLOUD_EVENTS, event.toContentType(), body, way);
    }

    private Uni<Response> forwarded(String channel, String contentType, byte[] body) {
        return channel.equals(Channel.PACT) ? footprints.take(contentType, body, null)
                : door.take(channel, contentType, body, way.ofChannel(channel));
    }

    private static String required(HttpHeaders headers, String name) {
        String value = headers.getHeaderString(name);
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest("the header " + name + " is required of a CloudEvent");
        }
        return value;
    }
}
