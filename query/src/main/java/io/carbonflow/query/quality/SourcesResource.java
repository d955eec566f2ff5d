package io.carbonflow.query.quality;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.parameters.Cursor;
import io.carbonflow.query.parameters.Links;
import io.carbonflow.query.parameters.Parameters;
import io.carbonflow.query.storage.Question;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** How the sources of the caller's tenant are doing, as the metering stage sees them. */
@Path("/v1/sources")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Data quality")
public class SourcesResource {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;
    private static final String ONE = "select " + Source.COLUMNS
            + " from quality.source where tenant_id = $1 and source_id = $2";

    private final CurrentCaller caller;
    private final TenantDatabase database;

    SourcesResource(CurrentCaller caller, TenantDatabase database) {
        this.caller = caller;
        this.database = database;
    }

    @GET
    @Operation(summary = "Sources in the order of their ids", description = "state is expected (registered, never heard), active, silent, offline or unknown, "
            + "or several of them with commas between.")
    public Uni<RestResponse<Page<Source>>> list(@RestQuery String state, @RestQuery String family,
            @RestQuery String limit, @RestQuery String cursor, @Context UriInfo uri) {
        var parameters = new Parameters();
        Integer asked = parameters.number("limit", limit, 1, LIMIT_MAX);
        String[] states = parameters.words("state", state, Source.STATES);
        parameters.check();
        var question = new Question().and("tenant_id = ?", caller.tenantId())
            .andIfGiven("state = any (?)", states)
            .andIfGiven("family = ?", parameters.text(family))
            .andIfGiven("source_id > ?", Cursor.keyOf(cursor));
        int count = asked == null ? LIMIT_DEFAULT : asked;
        String sql = "select " + Source.COLUMNS + " from quality.source" + question.where()
                + " order by source_id limit " + (count + 1);
        return database.inTransaction(caller.tenantId(), connection -> connection.preparedQuery(sql)
            .mapping(Source::of)
            .execute(question.values()))
            .map(rows -> Page.of(rows, count, Source::id))
            .map(page -> Links.page(page, page.nextCursor(), uri));
    }

    @GET
    @Path("/{id: .+}")
    @Operation(summary = "One source; its id may contain slashes")
    public Uni<Source> one(@RestPath String id) {
        return database.inTransaction(caller.tenantId(), connection -> connection.preparedQuery(ONE)
            .mapping(Source::of)
            .execute(Tuple.of(caller.tenantId(), id)))
            .map(rows -> {
                if (rows.size() == 0) {
                    throw ProblemException.notFound("nothing is known of a source " + id);
                }
                return rows.iterator().next();
            });
    }
}
