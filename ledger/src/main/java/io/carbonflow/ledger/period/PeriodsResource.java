package io.carbonflow.ledger.period;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.platform.security.CurrentCaller;

/** The periods of the caller's tenant. */
@Path("/v1/periods")
@Produces(MediaType.APPLICATION_JSON)
public class PeriodsResource {

    private final Periods periods;
    private final CurrentCaller caller;

    PeriodsResource(Periods periods, CurrentCaller caller) {
        this.periods = periods;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({OWNER_ID, AUDITOR_ID})
    @Operation(summary = "Lock a period, or open it again: {from, to, action, reason}", description = "What is booked after a lock counts at the first open moment after the period, and names the period it adjusts.")
    public RestResponse<PeriodView> change(String body) {
        return RestResponse.status(RestResponse.Status.CREATED, periods.change(caller.get(), PeriodRequest.of(body)));
    }

    @GET
    @RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
    @Operation(summary = "Every period that was ever locked, with what happened to it")
    public Pages.Page<PeriodView> list() {
        return new Pages.Page<>(periods.all(caller.tenantId()), null);
    }
}
