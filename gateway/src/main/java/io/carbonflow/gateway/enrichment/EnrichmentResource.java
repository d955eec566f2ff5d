package io.carbonflow.gateway.enrichment;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;

/** What waits for its document, and why. */
@Path("/v1/enrichments")
@NonBlocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.AUDITOR_ID, Role.VIEWER_ID})
public class EnrichmentResource {

    private static final int SHOWN_MAX = 1_000;

    private final Enrichment enrichment;
    private final CurrentCaller caller;

    EnrichmentResource(Enrichment enrichment, CurrentCaller caller) {
        this.enrichment = enrichment;
        this.caller = caller;
    }

    /**
     * @param eventId       of what waits; its held item is listed by GET /v1/dead-letters
     * @param attempts      how often the ERP was asked in vain
     * @param problem       what it said last; null before the first answer
     * @param nextAttemptAt null where no connection is set
     */
    @RegisterForReflection
    public record WaitingView(String eventId, String channel, String document, Instant waitingSince, int attempts,
            String problem, Instant nextAttemptAt) {}

    /** @param items eldest first, at most 1,000 */
    @RegisterForReflection
    public record WaitingPage(List<WaitingView> items) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The documents this gateway still asks an ERP for")
    public WaitingPage waiting() {
        return new WaitingPage(enrichment.open()
            .stream()
            .filter(one -> one.tenantId.equals(caller.tenantId()))
            .limit(SHOWN_MAX)
            .map(one -> new WaitingView(one.wanted.eventId(), one.channel, one.wanted.number(), one.since, one.attempts,
                    one.problem, one.nextAt))
            .toList());
    }
}
