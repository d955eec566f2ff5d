package io.carbonflow.query.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.parameters.Parameters;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What one supplier adds to the inventory of the caller's tenant. */
@Path("/v1/suppliers/{id}/inventory")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Inventory")
public class SupplierInventoryResource {

    private static final String IS_KNOWN = """
            select exists (select from master.supplier where tenant_id = $1 and id = $2)
                or exists (select from ledger.entry where tenant_id = $1 and supplier_id = $2)""";

    private final CurrentCaller caller;
    private final TenantDatabase database;
    private final Inventories inventories;
    private final ItemCoverages coverages;

    SupplierInventoryResource(CurrentCaller caller, TenantDatabase database, Inventories inventories,
            ItemCoverages coverages) {
        this.coverages = coverages;
        this.caller = caller;
        this.database = database;
        this.inventories = inventories;
    }

    @GET
    @Operation(summary = "A supplier's emissions over whole UTC days", description = "A supplier is known once it is registered or an event names it; an unknown one is 404.")
    public Uni<SupplierInventoryAnswer> inventory(@RestPath String id, @RestQuery String scope,
            @RestQuery("start_date") @Parameter(description = "First UTC day, inclusive.") String startDate,
            @RestQuery("end_date") @Parameter(description = "Last UTC day, inclusive.") String endDate,
            @RestQuery String method, @RestQuery("gwp_set") String gwpSet,
            @RestQuery("as_known_on") String asKnownOn) {
        var parameters = new Parameters();
        LocalDate start = parameters.day("start_date", startDate);
        LocalDate end = parameters.day("end_date", endDate);
        if (start != null && end != null && start.isAfter(end)) {
            parameters.refuse("start_date",
                    "start_date is not after end_date, found " + startDate + " and " + endDate);
        }
        String set = parameters.word("gwp_set", gwpSet, GwpSet.NAMES);
        var selection = new Selection(startOf(start), end == null ? null : startOf(end.plusDays(1)), id, null, null,
                parameters.number("scope", scope, 1, 3), null, parameters.word("method", method, Selection.METHODS),
                set == null ? null : GwpSet.valueOf(set), parameters.instant("as_known_on", asKnownOn));
        parameters.check();
        String tenantId = caller.tenantId();
        return database.asKnownOn(selection.asKnownOn(), tenantId, connection -> requireKnown(connection, tenantId, id)
            .chain(() -> inventories.sum(connection, tenantId, selection, List.of(Dimension.CATEGORY)))
            .chain(inventory -> coverages.of(connection, tenantId, selection)
                .map(items -> SupplierInventoryAnswer.of(selection, start, end, inventory, items))));
    }

    private static Uni<Void> requireKnown(SqlConnection connection, String tenantId, String id) {
        return connection.preparedQuery(IS_KNOWN)
            .execute(Tuple.of(tenantId, id))
            .invoke(rows -> {
                if (!rows.iterator().next().getBoolean(0)) {
                    throw ProblemException.notFound(
                            "no supplier " + id + " is registered and no booked event names it");
                }
            })
            .replaceWithVoid();
    }

    private static Instant startOf(LocalDate day) {
        return day == null ? null : day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
