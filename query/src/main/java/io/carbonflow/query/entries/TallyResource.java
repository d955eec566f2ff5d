package io.carbonflow.query.entries;

import java.util.HashMap;
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

/** What became of everything received, as the ledger counts it. */
@Path("/v1/tally")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Entries")
public class TallyResource {

    private static final String SUMS = """
            select measure, sum(events)::bigint as events from ledger.tally where tenant_id = $1 group by measure""";

    private final CurrentCaller caller;
    private final TenantDatabase database;

    TallyResource(CurrentCaller caller, TenantDatabase database) {
        this.caller = caller;
        this.database = database;
    }

    /**
     * Counts of events.
     *
     * @param underWay received and not yet in one of the others
     */
    @RegisterForReflection
    public record Tally(long received, long booked, long duplicates, long rejected, long inReview, long context,
            long underWay) {

        static Tally of(Map<String, Long> events) {
            long received = events.getOrDefault("received", 0L);
            long booked = events.getOrDefault("booked", 0L);
            long duplicates = events.getOrDefault("duplicates", 0L);
            long rejected = events.getOrDefault("rejected", 0L);
            long inReview = events.getOrDefault("in_review", 0L);
            long context = events.getOrDefault("context", 0L);
            return new Tally(received, booked, duplicates, rejected, inReview, context,
                    received - booked - duplicates - rejected - inReview - context);
        }
    }

    @GET
    @Operation(summary = "Received, booked, duplicates, rejected, in review, context, under way", description = "The ledger's GET /v1/conservation also knows what is in flight in the broker.")
    public Uni<Tally> tally() {
        String tenantId = caller.tenantId();
        return database.inTransaction(tenantId,
                connection -> connection.preparedQuery(SUMS).execute(Tuple.of(tenantId)))
            .map(TallyResource::counts)
            .map(Tally::of);
    }

    private static Map<String, Long> counts(RowSet<Row> rows) {
        var events = new HashMap<String, Long>();
        for (Row row : rows) {
            events.put(row.getString("measure"), row.getLong("events"));
        }
        return events;
    }
}
