package io.carbonflow.ledger.recalculation;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.parameters.Cursor;
import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.platform.security.CurrentCaller;

/** What is booked, worked out once more: previewed first, then booked as adjustments. */
@Path("/v1/recalculations")
@Produces(MediaType.APPLICATION_JSON)
public class RecalculationsResource {

    private final Recalculations recalculations;
    private final CurrentCaller caller;

    RecalculationsResource(Recalculations recalculations, CurrentCaller caller) {
        this.recalculations = recalculations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({OWNER_ID, ADMIN_ID})
    @Operation(summary = "Preview a recalculation: {from, to, reason} and what to choose by", description = "Nothing is booked before it is asked for; GET says how far the preview is.")
    public RestResponse<RecalculationView> request(String body) {
        return accepted(recalculations.request(caller.get(), RecalculationForm.of(body)));
    }

    @GET
    @RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
    @Operation(summary = "The newest recalculations first, without their deltas")
    public Pages.Page<RecalculationView> list(@RestQuery String limit) {
        return new Pages.Page<>(recalculations.newest(caller.tenantId(), Parameters.limit(limit)), null);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
    public RecalculationView one(@PathParam("id") String id) {
        return recalculations.find(caller.tenantId(), id(id));
    }

    @GET
    @Path("{id}/items")
    @RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
    @Operation(summary = "The events that change or cannot be worked out, in the order of their ids")
    public RestResponse<Pages.Page<ItemView>> items(@PathParam("id") String id, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        int size = Parameters.limit(limit);
        var found = recalculations.items(caller.tenantId(), id(id),
                Cursor.keyOf(cursor, text -> Parameters.text("cursor", text)),
                size + 1);
        boolean isLast = found.size() <= size;
        var page = found.subList(0, Math.min(size, found.size()));
        return Pages.answer(page, isLast ? null : Cursor.after(page.get(size - 1).eventId()), uri);
    }

    @POST
    @Path("{id}/book")
    @RolesAllowed({OWNER_ID, ADMIN_ID})
    @Operation(summary = "Book exactly what was previewed, as adjustments")
    public RestResponse<RecalculationView> book(@PathParam("id") String id) {
        return accepted(recalculations.book(caller.get(), id(id)));
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed({OWNER_ID, ADMIN_ID})
    @Operation(summary = "Book nothing of a recalculation, whose booking has not been asked for")
    public RecalculationView cancel(@PathParam("id") String id) {
        return recalculations.cancel(caller.get(), id(id));
    }

    private static UUID id(String text) {
        return Parameters.id("recalculation", text);
    }

    private static RestResponse<RecalculationView> accepted(RecalculationView view) {
        return RestResponse.ResponseBuilder.<RecalculationView>accepted()
            .entity(view)
            .location(URI.create("/v1/recalculations/" + view.id()))
            .build();
    }
}
