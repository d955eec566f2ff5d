package io.carbonflow.query.inventory;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.parameters.Parameters;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;

/** The inventory of the caller's tenant, cut as asked. */
@Path("/v1/inventory")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Inventory")
public class InventoryResource {

    private final CurrentCaller caller;
    private final TenantDatabase database;
    private final Inventories inventories;
    private final ItemCoverages coverages;

    InventoryResource(CurrentCaller caller, TenantDatabase database, Inventories inventories,
            ItemCoverages coverages) {
        this.coverages = coverages;
        this.caller = caller;
        this.database = database;
        this.inventories = inventories;
    }

    @GET
    @Operation(summary = "Total and groups of a period", description = "Amounts are those of the official results of each event, of all its parts, unless method asks for another: then those of that method and of no other, so what has no such result is not in the sum.")
    public Uni<InventoryAnswer> inventory(@BeanParam SelectionParameters filters,
            @RestQuery("group_by") @Parameter(description = "Any of scope, category, supplier, facility, country, method, part, data_quality, activity; comma-separated.") String groupBy,
            @RestQuery @Parameter(description = "Lists only so many groups, the largest; the total still covers all. Absent: every group.") String limit) {
        var parameters = new Parameters();
        Selection selection = filters.read(parameters);
        var dimensions = Dimension.parse(parameters, "group_by", groupBy);
        Integer groupsMax = parameters.number("limit", limit, 1, 10_000);
        parameters.check();
        String tenantId = caller.tenantId();
        return database.asKnownOn(selection.asKnownOn(), tenantId,
                connection -> inventories.sum(connection, tenantId, selection, dimensions)
                    .chain(inventory -> coverages.of(connection, tenantId, selection)
                        .map(items -> InventoryAnswer.of(selection, dimensions, inventory, items, groupsMax))));
    }
}
