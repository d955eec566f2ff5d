package io.carbonflow.ledger.rollups;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.carbonflow.platform.security.CurrentCaller;

/** Makes what is derived from the entries anew. */
@Path("/v1/rebuilds")
@Produces(MediaType.APPLICATION_JSON)
public class RebuildsResource {

    private final Rebuild rebuild;
    private final CurrentCaller caller;

    RebuildsResource(Rebuild rebuild, CurrentCaller caller) {
        this.rebuild = rebuild;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({OWNER_ID, ADMIN_ID})
    @Operation(summary = "Make the tenant's sums anew from its entries", description = "Answers how many rows there are and how many were not as they should be.")
    public Rebuild.Outcome rebuild() {
        return rebuild.of(caller.tenantId());
    }
}
