package io.carbonflow.ledger.heads;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
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
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;

/** The signed heads. They span the tenants and hold nothing but hashes and counts. */
@Path("/v1/heads")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class HeadsResource {

    private final Transactions transactions;
    private final HeadWatch watch;
    private final CurrentCaller caller;

    HeadsResource(Transactions transactions, HeadWatch watch, CurrentCaller caller) {
        this.transactions = transactions;
        this.watch = watch;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The newest signed heads first")
    public RestResponse<Pages.Page<HeadView>> list(@RestQuery String limit, @RestQuery String cursor,
            @Context UriInfo uri) {
        int pageSize = Parameters.limit(limit);
        Long below = Cursor.keyOf(cursor, Long::valueOf);
        var found = transactions.snapshot(caller.tenantId(),
                transaction -> HeadTable.below(transaction, below == null ? Long.MAX_VALUE : below, pageSize + 1));
        var page = found.subList(0, Math.min(pageSize, found.size()));
        String next = found.size() == page.size() ? null : Cursor.after(page.get(page.size() - 1).number());
        return Pages.answer(page.stream().map(HeadView::of).toList(), next, uri);
    }

    @GET
    @Path("latest")
    public HeadView latest() {
        return transactions.snapshot(caller.tenantId(), HeadTable::last)
            .map(HeadView::of)
            .orElseThrow(() -> ProblemException.notFound("there is no signed head yet"
                    + watch.whyNot().map(reason -> ": " + reason).orElse("")));
    }

    @GET
    @Path("{number}")
    public HeadView one(@PathParam("number") String number) {
        return transactions.snapshot(caller.tenantId(),
                transaction -> HeadView.of(find(transaction, "the path", number)));
    }

    @GET
    @Path("consistency")
    @Operation(summary = "Proof that the chains of one signed head go on in a later one")
    public Consistency consistency(@RestQuery String from, @RestQuery String to) {
        if (from == null || to == null) {
            throw ProblemException.badRequest("from and to are numbers of signed heads, one of them is missing");
        }
        return transactions.snapshot(caller.tenantId(), transaction -> {
            var earlier = find(transaction, "from", from);
            var later = find(transaction, "to", to);
            if (earlier.number() > later.number()) {
                throw ProblemException.badRequest("from is " + earlier.number() + " and comes after to, which is "
                        + later.number());
            }
            return Consistency.between(transaction, earlier, later);
        });
    }

    private static SignedHead find(Transaction transaction, String name, String text) {
        long number = Parameters.whole(name, text, 1, Long.MAX_VALUE);
        Optional<SignedHead> head = HeadTable.find(transaction, number);
        return head.orElseThrow(() -> ProblemException.notFound("there is no signed head " + number));
    }
}
