package io.carbonflow.query.quality;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
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

/** What a person should know about the sources of the caller's tenant. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Data quality")
public class AlertsResource {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final CurrentCaller caller;
    private final TenantDatabase database;

    AlertsResource(CurrentCaller caller, TenantDatabase database) {
        this.caller = caller;
        this.database = database;
    }

    @GET
    @Operation(summary = "Alerts, the one raised last first", description = "since goes by raised_at; state is raised or cleared.")
    public Uni<RestResponse<Page<Alert>>> list(@RestQuery String state, @RestQuery String kind,
            @RestQuery("source_id") String sourceId, @RestQuery String since, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        var parameters = new Parameters();
        Integer asked = parameters.number("limit", limit, 1, LIMIT_MAX);
        Instant from = parameters.instant("since", since);
        var question = new Question().and("tenant_id = ?", caller.tenantId())
            .andIfGiven("state = ?", parameters.word("state", state, List.of("raised", "cleared")))
            .andIfGiven("kind = ?", parameters.text(kind))
            .andIfGiven("source_id = ?", parameters.text(sourceId))
            .andIfGiven("raised_at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        parameters.check();
        after(question, cursor);
        int count = asked == null ? LIMIT_DEFAULT : asked;
        String sql = "select " + Alert.COLUMNS + " from quality.alert" + question.where()
                + " order by raised_at desc, id desc limit " + (count + 1);
        return database.inTransaction(caller.tenantId(), connection -> connection.preparedQuery(sql)
            .mapping(Alert::of)
            .execute(question.values()))
            .map(rows -> Page.of(rows, count, alert -> alert.raisedAt() + " " + alert.id()))
            .map(page -> Links.page(page, page.nextCursor(), uri));
    }

    private static void after(Question question, String cursor) {
        String key = Cursor.keyOf(cursor);
        if (key == null) {
            return;
        }
        int space = key.indexOf(' ');
        try {
            var raisedAt = Instant.parse(key.substring(0, Math.max(0, space))).atOffset(ZoneOffset.UTC);
            question.and("(raised_at, id) < (?, ?)", raisedAt, key.substring(space + 1));
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found " + cursor);
        }
    }
}
