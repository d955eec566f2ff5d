package io.carbonflow.ledger.entries;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.parameters.Cursor;
import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;

/** The entries of the caller's tenant. */
@Path("/v1/entries")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
public class EntriesResource {

    private static final String BY_ID = "select " + EntryTable.SELECTED
            + " from ledger.entry e where e.tenant_id = $1 and e.id = $2";

    private final Transactions transactions;
    private final Proofs proofs;
    private final Originals originals;
    private final CurrentCaller caller;

    EntriesResource(Transactions transactions, Proofs proofs, Originals originals, CurrentCaller caller) {
        this.transactions = transactions;
        this.proofs = proofs;
        this.originals = originals;
        this.caller = caller;
    }

    /** The filters of a list of entries. */
    public static class Filters {
        @RestQuery("event_id")
        String eventId;
        @RestQuery("supplier_id")
        String supplierId;
        @RestQuery("facility_id")
        String facilityId;
        @RestQuery
        String from;
        @RestQuery
        String to;
        @RestQuery("booked_from")
        String bookedFrom;
        @RestQuery
        String limit;
        @RestQuery
        String cursor;

        EntryFilter toFilter() {
            return new EntryFilter(Parameters.text("event_id", eventId), Parameters.text("supplier_id", supplierId),
                    Parameters.text("facility_id", facilityId), Parameters.instant("from", from),
                    Parameters.instant("to", to), Parameters.instant("booked_from", bookedFrom),
                    Cursor.keyOf(cursor, UUID::fromString));
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Entries in the order of booking; from and to go by occurred_at, half-open")
    public RestResponse<Pages.Page<EntryView>> list(@BeanParam Filters filters, @Context UriInfo uri) {
        int limit = Parameters.limit(filters.limit);
        var statement = filters.toFilter().select(caller.tenantId(), limit + 1);
        var found = views(statement.sql(), statement.values());
        boolean isLast = found.size() <= limit;
        var page = found.subList(0, Math.min(limit, found.size()));
        String next = isLast ? null : Cursor.after(page.get(limit - 1).id());
        return Pages.answer(page, next, uri);
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public EntryView one(@PathParam("id") String id) {
        UUID entryId = Parameters.id("entry", id);
        return views(BY_ID, caller.tenantId(), entryId).stream()
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("there is no entry " + entryId));
    }

    @GET
    @Path("{id}/receipt")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The receipt, byte for byte as its digest in the leaf covers it")
    public String receipt(@PathParam("id") String id) {
        return entry(id).entry().result().receipt();
    }

    @GET
    @Path("{id}/proof")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What leads from the entry to its block and on to a signed head, the newest or that of the number given")
    public Proofs.Proof proof(@PathParam("id") String id, @RestQuery String head) {
        return proofs.of(entry(id), head == null ? null : Parameters.whole("head", head, 1, Long.MAX_VALUE));
    }

    @GET
    @Path("{id}/raw")
    @RolesAllowed({OWNER_ID, ADMIN_ID, AUDITOR_ID})
    @Operation(summary = "The item as it was received, under its content type; 410 when its retention has ended")
    public RestResponse<byte[]> raw(@PathParam("id") String id) {
        return originals.raw(entry(id));
    }

    @GET
    @Path("{id}/activity")
    @Operation(summary = "What the event said, as canonical JSON, byte for byte as activity_sha256 covers it")
    public RestResponse<byte[]> activity(@PathParam("id") String id) {
        return originals.activity(entry(id));
    }

    /** Entries, with what became of them since. */
    private List<EntryView> views(String sql, Object... values) {
        String tenantId = caller.tenantId();
        return transactions.snapshot(tenantId, transaction -> {
            var found = EntryTable.read(transaction.query(sql, values));
            var since = Corrections.of(transaction, tenantId,
                    found.stream().map(sealed -> sealed.entry().id()).toList());
            return found.stream()
                .map(sealed -> EntryView.of(sealed, since.getOrDefault(sealed.entry().id(), Corrections.NONE)))
                .toList();
        });
    }

    private SealedEntry entry(String text) {
        UUID id = Parameters.id("entry", text);
        List<SealedEntry> found = transactions.snapshot(caller.tenantId(),
                transaction -> EntryTable.read(transaction.query(BY_ID, caller.tenantId(), id)));
        if (found.isEmpty()) {
            throw ProblemException.notFound("there is no entry " + id);
        }
        return found.get(0);
    }
}
