package io.carbonflow.ledger.recalculation;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.net.URI;

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

/** What is booked, compared with what the events come to when everything is worked out from scratch. */
@Path("/v1/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
public class ReconciliationsResource {

    private final Reconciliations reconciliations;
    private final CurrentCaller caller;

    ReconciliationsResource(Reconciliations reconciliations, CurrentCaller caller) {
        this.reconciliations = reconciliations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({OWNER_ID, ADMIN_ID, AUDITOR_ID})
    @Operation(summary = "Recompute a period of whole days, UTC, from what its events said: {from, to}")
    public RestResponse<ReconciliationView> request(String body) {
        var view = reconciliations.request(caller.get(), Reconciliation.of(body));
        return RestResponse.ResponseBuilder.<ReconciliationView>accepted()
            .entity(view)
            .location(URI.create("/v1/reconciliations/" + view.id()))
            .build();
    }

    @GET
    @Operation(summary = "The newest reconciliations first, without their findings")
    public Pages.Page<ReconciliationView> list(@RestQuery String limit) {
        return new Pages.Page<>(reconciliations.newest(caller.tenantId(), Parameters.limit(limit)), null);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "How far it is, the sums by scope, category and method, and the first findings")
    public ReconciliationView one(@PathParam("id") String id) {
        return reconciliations.find(caller.tenantId(), Parameters.id("reconciliation", id));
    }

    @GET
    @Path("{id}/findings")
    @Operation(summary = "Everything that is not as it should be, or that could not be told")
    public RestResponse<Pages.Page<Finding>> findings(@PathParam("id") String id, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        int size = Parameters.limit(limit);
        var found = reconciliations.findings(caller.tenantId(), Parameters.id("reconciliation", id),
                Cursor.keyOf(cursor, text -> Parameters.text("cursor", text)), size + 1);
        boolean isLast = found.size() <= size;
        var page = found.subList(0, Math.min(size, found.size()));
        return Pages.answer(page, isLast ? null : Cursor.after(page.get(size - 1).place()), uri);
    }
}
