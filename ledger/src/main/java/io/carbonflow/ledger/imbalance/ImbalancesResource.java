package io.carbonflow.ledger.imbalance;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.imbalance.ImbalanceTable.Key;
import io.carbonflow.ledger.parameters.Cursor;
import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;

/** The caller's minutes that do not add up, with the records because of which they do not. */
@Path("/v1/conservation/imbalances")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class ImbalancesResource {

    private static final Set<String> STATES = Set.of("open", "closed");

    private final ImbalanceTable table;
    private final CurrentCaller caller;

    ImbalancesResource(ImbalanceTable table, CurrentCaller caller) {
        this.table = table;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Minutes of receipt that do not add up, or did not for a while, the newest first", description = "state= is open or closed; records names topic, partition and offset of each record concerned.")
    public RestResponse<Pages.Page<ImbalanceView>> list(@RestQuery String state, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        String wanted = Parameters.text("state", state);
        if (wanted != null && !STATES.contains(wanted)) {
            throw ProblemException.badRequest("state is open or closed, found " + wanted);
        }
        int most = Parameters.limit(limit);
        var found = table.page(caller.tenantId(), wanted, Cursor.keyOf(cursor, ImbalancesResource::key), most + 1);
        boolean isLast = found.size() <= most;
        var page = found.subList(0, Math.min(most, found.size()));
        var last = isLast ? null : page.get(most - 1);
        return Pages.answer(page.stream().map(ImbalanceView::of).toList(),
                isLast ? null : Cursor.after(last.openedAt() + " " + last.id()), uri);
    }

    private static Key key(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a key has two parts");
        }
        try {
            return new Key(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
