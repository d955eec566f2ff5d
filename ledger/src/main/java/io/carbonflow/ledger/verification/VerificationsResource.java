package io.carbonflow.ledger.verification;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;

/** Recomputations of the whole ledger, on demand. */
@Path("/v1/verifications")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class VerificationsResource {

    private final Verifications verifications;
    private final CurrentCaller caller;

    VerificationsResource(Verifications verifications, CurrentCaller caller) {
        this.verifications = verifications;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Recompute every leaf, root and head from the entries; ask for the outcome with GET")
    public RestResponse<VerificationView> request() {
        var requested = verifications.request(caller.tenantId());
        return RestResponse.ResponseBuilder.<VerificationView>accepted()
            .entity(requested)
            .location(URI.create("/v1/verifications/" + requested.id()))
            .build();
    }

    @GET
    @Operation(summary = "The newest verifications first")
    public Pages.Page<VerificationView> history(@RestQuery String limit) {
        return new Pages.Page<>(verifications.newest(caller.tenantId(), Parameters.limit(limit)), null);
    }

    @GET
    @Path("{id}")
    public VerificationView one(@PathParam("id") String id) {
        return verifications.find(Parameters.id("verification", id), caller.tenantId())
            .orElseThrow(() -> ProblemException.notFound("there is no verification " + id));
    }
}
