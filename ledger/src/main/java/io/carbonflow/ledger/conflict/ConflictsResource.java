package io.carbonflow.ledger.conflict;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Instant;
import java.util.stream.StreamSupport;

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

import io.carbonflow.ledger.parameters.Cursor;
import io.carbonflow.ledger.parameters.Pages;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.security.CurrentCaller;

/** The conflicts of the caller's tenant. */
@Path("/v1/conflicts")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class ConflictsResource {

    /** What an event says in a revision is that revision's; without one, what it was booked with. */
    private static final String PAGE = """
            select c.event_id, c.revision, c.found_at, c.letter_id, c.content_hash, c.raw_topic, c.raw_partition,
                c.raw_offset, c.received_at, d.reasons::text as reasons,
                coalesce(v.content_hash, e.content_hash) as present_content_hash,
                coalesce(v.raw_topic, e.raw_topic) as present_raw_topic,
                coalesce(v.raw_partition, e.raw_partition) as present_raw_partition,
                coalesce(v.raw_offset, e.raw_offset) as present_raw_offset,
                coalesce(v.received_at, e.received_at) as present_received_at
            from ledger.conflict c
                join ledger.dead_letter d on d.tenant_id = c.tenant_id and d.id = c.letter_id
                join ledger.event e on e.tenant_id = c.tenant_id and e.event_id = c.event_id
                left join ledger.event_version v on v.tenant_id = c.tenant_id and v.event_id = c.event_id
                    and v.revision = c.revision
            where c.tenant_id = $1 and ($2::text is null or c.event_id = $2)
                and ($3::timestamptz is null or (c.found_at, c.letter_id) < ($3, $4))
            order by c.found_at desc, c.letter_id desc limit $5
            """;

    private final Transactions transactions;
    private final CurrentCaller caller;

    ConflictsResource(Transactions transactions, CurrentCaller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    /** Where a page ends. */
    private record Key(Instant foundAt, String letterId) {

        static Key parse(String text) {
            int space = text.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("a key has two parts, found " + text);
            }
            try {
                return new Key(Instant.parse(text.substring(0, space)), text.substring(space + 1));
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    @GET
    @Operation(summary = "Other content under a known id, the newest first", description = "Both contents by hash and place in the raw topic; the refused one is the dead letter.")
    public RestResponse<Pages.Page<ConflictView>> list(@RestQuery("event_id") String eventId, @RestQuery String limit,
            @RestQuery String cursor, @Context UriInfo uri) {
        int most = Parameters.limit(limit);
        String id = Parameters.text("event_id", eventId);
        Key after = Cursor.keyOf(cursor, Key::parse);
        var found = transactions.snapshot(caller.tenantId(), transaction -> StreamSupport.stream(transaction
            .query(PAGE, caller.tenantId(), id, after == null ? null : Times.toColumn(after.foundAt()),
                    after == null ? null : after.letterId(), most + 1)
            .spliterator(), false).map(ConflictView::of).toList());
        boolean isLast = found.size() <= most;
        var page = found.subList(0, Math.min(most, found.size()));
        var last = isLast ? null : page.get(most - 1);
        return Pages.answer(page, isLast ? null : Cursor.after(last.foundAt() + " " + last.deadLetterId()), uri);
    }
}
