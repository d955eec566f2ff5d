package io.carbonflow.ledger.bundle;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.carbonflow.ledger.heads.HeadTable;
import io.carbonflow.ledger.heads.HeadWriter;
import io.carbonflow.ledger.heads.HeadsConfig;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;

/** What an auditor takes away: a period of the caller's tenant with everything it takes to check it elsewhere. */
@Path("/v1/bundle")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
public class BundleResource {

    private static final String NDJSON = "application/x-ndjson";
    /** Whose asking alone may add a signed head; others get the newest. */
    private static final Set<Role> MAY_HAVE_SIGNED = Set.of(Role.OWNER, Role.ADMIN);

    private final Bundles bundles;
    private final HeadWriter heads;
    private final HeadsConfig config;
    private final Clock clock;
    private final Transactions transactions;
    private final CurrentCaller caller;

    BundleResource(Bundles bundles, HeadWriter heads, HeadsConfig config, Clock clock, Transactions transactions,
            CurrentCaller caller) {
        this.bundles = bundles;
        this.heads = heads;
        this.config = config;
        this.clock = clock;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @Blocking
    @Produces(NDJSON)
    @Operation(summary = "Entries that count in [from, to), as a signed head has them, for ./carbonflow verify --bundle; see docs/reference/bundle.md")
    public RestResponse<StreamingOutput> bundle(@RestQuery String from, @RestQuery String to, @RestQuery String head,
            @RestQuery String activities) {
        Instant begin = Parameters.instant("from", from);
        Instant end = Parameters.instant("to", to);
        if (begin == null || end == null || !begin.isBefore(end)) {
            throw ProblemException.badRequest("from and to are RFC 3339 times, from before to; found from "
                    + from + ", to " + to);
        }
        if (activities != null && !Set.of("true", "false").contains(activities)) {
            throw ProblemException.badRequest("activities is true or false, found " + activities);
        }
        String tenantId = caller.tenantId();
        var plan = bundles.plan(tenantId, begin, end, headOf(head), Boolean.parseBoolean(activities));
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(out -> bundles.write(plan, out))
            .header("Content-Type", NDJSON)
            .header("Content-Disposition", "attachment; filename=\"carbonflow-" + tenantId + ".ndjson\"")
            .build();
    }

    /** That of the number, else the newest, made now where that is due; none where none was ever signed. */
    private Optional<SignedHead> headOf(String number) {
        if (number == null) {
            var last = transactions.snapshot(caller.tenantId(), HeadTable::last);
            if (last.isPresent() && (isYoung(last.get()) || !MAY_HAVE_SIGNED.contains(caller.get().role()))) {
                return last;
            }
            var made = heads.write();
            return made.isPresent() ? made : last;
        }
        long wanted = Parameters.whole("head", number, 1, Long.MAX_VALUE);
        return Optional.of(transactions.snapshot(caller.tenantId(), transaction -> HeadTable.find(transaction, wanted))
            .orElseThrow(() -> ProblemException.notFound("there is no signed head " + wanted)));
    }

    /** A head for every request would be kept for ever. */
    private boolean isYoung(SignedHead head) {
        return head.at().plus(config.every()).isAfter(clock.instant());
    }
}
