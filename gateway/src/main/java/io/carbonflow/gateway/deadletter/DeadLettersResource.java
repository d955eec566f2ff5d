package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The items that were refused, by whichever stage, and their bytes. */
@Path("/v1/dead-letters")
public class DeadLettersResource {

    private static final Logger LOG = Logger.getLogger(DeadLettersResource.class);
    private static final int LIMIT_MAX = 500;

    private final DeadLetters letters;
    private final Resubmission resubmission;
    private final CurrentCaller caller;
    private final IntakeConfig config;

    DeadLettersResource(DeadLetters letters, Resubmission resubmission, CurrentCaller caller, IntakeConfig config) {
        this.letters = letters;
        this.resubmission = resubmission;
        this.caller = caller;
        this.config = config;
    }

    @GET
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List refused and held items, newest first", description = "held=true lists only what waits for a rule or a person, held=false only what is refused.")
    public Uni<Response> list(@QueryParam("reason") String reason, @QueryParam("source") String source,
            @QueryParam("since") String since, @QueryParam("held") String held,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        var filter = new DeadLetters.Filter(reasonCode(reason), source, instant(since), truth(held));
        return letters.list(caller.tenantId(), filter, Optional.ofNullable(cursor).map(Cursor::decode),
                limitOf(limit))
            .onFailure()
            .transform(this::unavailable)
            .map(page -> listed(page, uri));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.AUDITOR_ID})
    @Operation(summary = "The bytes as received, under their original content type")
    public Uni<Response> bytes(@PathParam("id") String id) {
        return payload(id).map(letter -> Response.ok(letter.bytes())
            .header(HttpHeaders.CONTENT_TYPE, servable(letter.contentType()))
            // What a stranger sent is never shown as a page of ours.
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", "sandbox")
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
            .build());
    }

    @POST
    @Path("/{id}/resubmit")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    @Operation(summary = "Take a refused item in again, by the way it came; the body, if any, replaces its bytes")
    public Uni<Response> resubmit(@PathParam("id") String id, byte[] corrected) {
        byte[] body = corrected == null ? new byte[0] : corrected;
        return payload(id).emitOn(Infrastructure.getDefaultExecutor())
            .chain(letter -> resubmission.take(letter, body));
    }

    private Uni<StoredPayload> payload(String id) {
        return letters.payload(caller.tenantId(), id)
            .onFailure()
            .transform(this::unavailable)
            .map(found -> found
                .orElseThrow(() -> ProblemException.notFound("there is no dead letter with this id")));
    }

    private ProblemException unavailable(Throwable failure) {
        LOG.warnf("the dead letters cannot be read: %s", failure.getMessage());
        return ProblemException.unavailable("the database does not answer; try again", config.retryAfter());
    }

    private static Response listed(DeadLetterPage page, UriInfo uri) {
        var response = Response.ok(page);
        if (page.nextCursor() != null) {
            var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", page.nextCursor()).build();
            response.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    private static int limitOf(String text) {
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw ProblemException.badRequest("limit is 1 to " + LIMIT_MAX + ", found " + Quote.of(text));
        }
        return limit;
    }

    private static String reasonCode(String text) {
        if (text != null && Arrays.stream(ReasonCode.values()).noneMatch(code -> code.name().equals(text))) {
            throw ProblemException.badRequest("reason is one of " + Arrays.toString(ReasonCode.values()));
        }
        return text;
    }

    private static Boolean truth(String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ProblemException.badRequest("held is true or false, found " + Quote.of(text));
        }
        return text == null ? null : Boolean.valueOf(text);
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest("since is an RFC 3339 time with a zone such as 2025-11-03T10:00:00Z");
        }
    }

    private static String servable(String contentType) {
        try {
            MediaType.valueOf(contentType);
            return contentType;
        } catch (IllegalArgumentException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
