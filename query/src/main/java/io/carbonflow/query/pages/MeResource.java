package io.carbonflow.query.pages;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Whose data a key shows; the pages name it. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
public class MeResource {

    private final CurrentCaller caller;

    MeResource(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The tenant of the caller's key and what the key may do. */
    @RegisterForReflection
    public record Me(String tenantId, String role) {}

    @GET
    @Operation(summary = "The tenant and role of the caller's key")
    public Me me() {
        return new Me(caller.get().tenantId(), caller.get().role().id());
    }
}
