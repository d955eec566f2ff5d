package io.carbonflow.query.entries;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.inventory.Selection;
import io.carbonflow.query.inventory.SelectionParameters;
import io.carbonflow.query.parameters.Cursor;
import io.carbonflow.query.parameters.Links;
import io.carbonflow.query.parameters.Parameters;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Entries for the dashboard: the latest ones, and one with its receipt. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Entries")
public class EntriesResource {

    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 500;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
    private static final String DETAIL = "select " + EntryDetail.COLUMNS
            + " from ledger.entry e where tenant_id = $1 and id = $2 and booked_at <= $3";
    private static final String RELATED = """
            select id, entry_type, official, scope, category, part, element, method, kg_co2e, booked_at
            from ledger.entry where tenant_id = $1 and event_id = $2 and id <> $3
                and booked_at <= $4 order by id limit 100""";

    private final CurrentCaller caller;
    private final TenantDatabase database;

    EntriesResource(CurrentCaller caller, TenantDatabase database) {
        this.caller = caller;
        this.database = database;
    }

    @GET
    @Path("/latest")
    @Operation(summary = "The entries booked last, newest first", description = "Official results unless method asks for another.")
    public Uni<RestResponse<EntryList>> latest(@BeanParam SelectionParameters filters, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        var parameters = new Parameters();
        Selection selection = filters.read(parameters);
        Integer asked = parameters.number("limit", limit, 1, LIMIT_MAX);
        parameters.check();
        int count = asked == null ? LIMIT_DEFAULT : asked;
        String tenantId = caller.tenantId();
        // Ids are UUIDv7, so their order is the order of booking.
        var question = selection.onEntries(tenantId)
            .andIfGiven("id < ?", cursor == null || cursor.isBlank() ? null : lastListed(cursor));
        String sql = "select " + EntrySummary.COLUMNS + " from ledger.entry" + question.where()
                + " order by id desc limit " + (count + 1);
        return database.asKnownOn(selection.asKnownOn(), tenantId,
                connection -> connection.preparedQuery(sql).execute(question.values()))
            .map(rows -> page(rows, count))
            .map(list -> Links.page(list, list.nextCursor(), uri));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One entry with its receipt and the other entries of its event")
    public Uni<EntryDetail> entry(@RestPath String id,
            @RestQuery("as_known_on") @Parameter(description = "What was known of it at this instant.") String asKnownOn) {
        var parameters = new Parameters();
        Instant time = parameters.instant("as_known_on", asKnownOn);
        parameters.check();
        OffsetDateTime until = (time == null ? END_OF_TIME : time).atOffset(ZoneOffset.UTC);
        String tenantId = caller.tenantId();
        UUID entryId = entryId(id).orElseThrow(() -> ProblemException.notFound("no entry " + id + " is booked"));
        return database.asKnownOn(time, tenantId, connection -> connection.preparedQuery(DETAIL)
            .execute(Tuple.of(tenantId, entryId, until))
            .chain(rows -> withRelated(connection, rows, tenantId, entryId, until)));
    }

    private static Uni<EntryDetail> withRelated(SqlConnection connection, RowSet<Row> rows, String tenantId,
            UUID entryId, OffsetDateTime until) {
        if (rows.size() == 0) {
            throw ProblemException.notFound("no entry " + entryId + " is booked");
        }
        Row row = rows.iterator().next();
        return connection.preparedQuery(RELATED)
            .mapping(EntryDetail.Related::of)
            .execute(Tuple.of(tenantId, row.getString("event_id"), entryId, until))
            .map(related -> {
                var entries = new ArrayList<EntryDetail.Related>(related.size());
                related.forEach(entries::add);
                return EntryDetail.of(row, entries);
            });
    }

    private static EntryList page(RowSet<Row> rows, int count) {
        var items = new ArrayList<EntrySummary>(rows.size());
        for (Row row : rows) {
            items.add(EntrySummary.of(row));
        }
        boolean more = items.size() > count;
        return more ? new EntryList(items.subList(0, count), Cursor.after(items.get(count - 1).id()))
                : new EntryList(items, null);
    }

    /** Empty where the text is no id at all. */
    private static Optional<UUID> entryId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static UUID lastListed(String cursor) {
        return entryId(Cursor.keyOf(cursor)).orElseThrow(
                () -> ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found " + cursor));
    }
}
