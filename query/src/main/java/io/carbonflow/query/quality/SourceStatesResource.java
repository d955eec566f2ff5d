package io.carbonflow.query.quality;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.storage.TenantDatabase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** How many sources of the caller's tenant are in which state. */
@Path("/v1/source-states")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Data quality")
public class SourceStatesResource {

    private static final String COUNTS = """
            select state, count(*) as sources from quality.source where tenant_id = $1 group by state""";

    private final CurrentCaller caller;
    private final TenantDatabase database;

    SourceStatesResource(CurrentCaller caller, TenantDatabase database) {
        this.caller = caller;
        this.database = database;
    }

    /** @param byState every state, also those no source is in */
    @RegisterForReflection
    public record SourceStates(long total, Map<String, Long> byState) {

        static SourceStates of(RowSet<Row> rows) {
            var counts = new LinkedHashMap<String, Long>();
            Source.STATES.forEach(state -> counts.put(state, 0L));
            rows.forEach(row -> counts.put(row.getString("state"), row.getLong("sources")));
            return new SourceStates(counts.values().stream().mapToLong(Long::longValue).sum(), counts);
        }
    }

    @GET
    @Operation(summary = "How many sources are in which state")
    public Uni<SourceStates> count() {
        return database.inTransaction(caller.tenantId(), connection -> connection.preparedQuery(COUNTS)
            .execute(Tuple.of(caller.tenantId())))
            .map(SourceStates::of);
    }
}
