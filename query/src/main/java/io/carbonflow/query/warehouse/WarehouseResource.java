package io.carbonflow.query.warehouse;

import java.time.Duration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.mutiny.Uni;

/** The star schema beside the ledger. */
@Path("/v1/warehouse")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Warehouse")
public class WarehouseResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final CurrentCaller caller;
    private final WarehouseTables tables;
    private final Refresher refresher;
    private final WarehouseConfig config;

    WarehouseResource(CurrentCaller caller, WarehouseTables tables, Refresher refresher, WarehouseConfig config) {
        this.caller = caller;
        this.tables = tables;
        this.refresher = refresher;
        this.config = config;
    }

    @GET
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
    @Operation(summary = "How far the facts are, and how many rows the tenant has")
    public Uni<WarehouseStatus> status() {
        return tables.status(caller.tenantId());
    }

    @POST
    @Path("/refresh")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Take in what was booked until now", description = "Answers when it is in the facts; 503 while it is not.")
    public Uni<WarehouseStatus> refresh() {
        String tenantId = caller.tenantId();
        return refresher.refresh()
            .ifNoItem()
            .after(config.patience())
            .failWith(() -> ProblemException.unavailable("the facts are being refreshed and not up to date yet; "
                    + "GET /v1/warehouse says how far they are", RETRY_AFTER))
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(failure -> ProblemException.unavailable("the facts cannot be refreshed at present and stay as "
                    + "they are; GET /v1/warehouse may say why", RETRY_AFTER))
            .chain(() -> tables.status(tenantId));
    }

    @POST
    @Path("/rebuild")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Make the tenant's facts anew from its entries", description = "Of the entries that were taken in. Answers how many facts there are and how many were not as they should be.")
    public Uni<Rebuilt> rebuild() {
        return tables.rebuild(caller.tenantId());
    }
}
