package io.carbonflow.query.windows;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.inventory.RollupSize;
import io.carbonflow.query.inventory.Selection;
import io.carbonflow.query.inventory.SelectionParameters;
import io.carbonflow.query.parameters.Cursor;
import io.carbonflow.query.parameters.Links;
import io.carbonflow.query.parameters.Parameters;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** Emissions over time, in the windows the ledger keeps sums for. */
@Path("/v1/windows")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Inventory")
public class WindowsResource {

    private static final int LIMIT_DEFAULT = 1_000;
    private static final int LIMIT_MAX = 10_000;

    private final CurrentCaller caller;
    private final TenantDatabase database;
    private final Completeness completeness;
    private final LatenessConfig config;

    WindowsResource(CurrentCaller caller, TenantDatabase database, Completeness completeness, LatenessConfig config) {
        this.caller = caller;
        this.database = database;
        this.completeness = completeness;
        this.config = config;
    }

    @GET
    @Operation(summary = "Emissions per 5 minutes, hour or day", description = "Windows are half-open and aligned to UTC; each is given whole, so bounds inside a window are"
            + " moved outwards. A window without entries is left out.")
    public Uni<RestResponse<WindowsAnswer>> windows(@BeanParam SelectionParameters filters,
            @RestQuery @Parameter(description = "5m, 1h or 24h; 1h if absent.") String size,
            @RestQuery @Parameter(description = "Windows per answer, 1000 if absent.") String limit,
            @RestQuery @Parameter(description = "true: also how many sources have reported in each window, of how many that should have.") String sources,
            @RestQuery String cursor, @Context UriInfo uri) {
        var parameters = new Parameters();
        Selection asked = filters.read(parameters);
        String word = parameters.word("size", size, RollupSize.WORDS);
        Integer count = parameters.number("limit", limit, 1, LIMIT_MAX);
        boolean isCounting = "true".equals(parameters.word("sources", sources, List.of("true", "false")));
        parameters.check();
        RollupSize windowSize = word == null ? RollupSize.HOUR : RollupSize.of(word);
        Selection selection = aligned(asked, windowSize);
        int most = count == null ? LIMIT_DEFAULT : count;
        String tenantId = caller.tenantId();
        var query = WindowsQuery.of(tenantId, selection, windowSize, config.lateness(), most, startAfter(cursor));
        return database.asKnownOn(selection.asKnownOn(), tenantId,
                connection -> connection.preparedQuery(query.sql())
                    .execute(query.question().values())
                    .map(rows -> answer(rows, selection, windowSize, most))
                    .chain(answer -> selection.asKnownOn() == null
                            ? completeness.mark(connection, tenantId, answer)
                            : Uni.createFrom().item(answer))
                    .chain(answer -> isCounting && selection.asKnownOn() == null
                            ? completeness.countSources(connection, tenantId, windowSize, answer)
                            : Uni.createFrom().item(answer)))
            .map(answer -> Links.page(answer, answer.nextCursor(), uri));
    }

    private static WindowsAnswer answer(RowSet<Row> rows, Selection selection, RollupSize size, int limit) {
        var items = new ArrayList<Window>(rows.size());
        for (Row row : rows) {
            items.add(window(row, size.duration()));
        }
        boolean more = items.size() > limit;
        var page = more ? items.subList(0, limit) : items;
        return new WindowsAnswer(size.word(), selection.from(), selection.to(), null, page,
                more ? Cursor.after(page.get(limit - 1).start().toString()) : null);
    }

    private static Window window(Row row, Duration size) {
        Instant start = row.getOffsetDateTime("window_start").toInstant();
        return new Window(start, start.plus(size), row.getBigDecimal("kg"), row.getLong("entries"),
                row.getBoolean("revised"), null, null, null);
    }

    private static Selection aligned(Selection asked, RollupSize size) {
        return new Selection(asked.from() == null ? null : size.floor(asked.from()),
                asked.to() == null ? null : size.ceiling(asked.to()), asked.supplierId(), asked.facilityId(),
                asked.country(), asked.scope(), asked.category(), asked.method(), asked.gwpSet(), asked.asKnownOn());
    }

    private static Instant startAfter(String cursor) {
        String key = Cursor.keyOf(cursor);
        try {
            return key == null ? null : Instant.parse(key);
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found " + cursor);
        }
    }
}
