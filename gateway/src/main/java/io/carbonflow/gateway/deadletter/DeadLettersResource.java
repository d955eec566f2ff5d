package io.carbonflow.gateway.deadletter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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

import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The items that were refused, by whichever stage, or that wait, and their bytes. */
@Path("/v1/dead-letters")
public class DeadLettersResource {

    private static final Logger LOG = Logger.getLogger(DeadLettersResource.class);
    private static final int LIMIT_MAX = 500;

    private final DeadLetters letters;
    private final Resubmission resubmission;
    private final BulkResubmission bulk;
    private final CurrentCaller caller;
    private final IntakeConfig config;

    DeadLettersResource(DeadLetters letters, Resubmission resubmission, BulkResubmission bulk, CurrentCaller caller,
            IntakeConfig config) {
        this.letters = letters;
        this.resubmission = resubmission;
        this.bulk = bulk;
        this.caller = caller;
        this.config = config;
    }

    @GET
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List refused and held items, newest first", description = "held=true lists only what waits or waited, held=false only what is refused; state is open, resubmitted or released.")
    public Uni<Response> list(@BeanParam LetterQuestion question, @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        return letters
            .list(caller.tenantId(), question.filter(), Optional.ofNullable(cursor).map(Cursor::decode), limitOf(limit))
            .onFailure()
            .transform(this::unavailable)
            .map(page -> listed(page, uri));
    }

    @GET
    @Path("/counts")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Count refused and held items by reason, source, channel, stage or state, or several of them")
    public Uni<LetterCounts> counts(@BeanParam LetterQuestion question,
            @QueryParam("group_by") @DefaultValue("reason") String groupBy) {
        List<String> words = Arrays.stream(groupBy.split(",", -1)).map(String::strip).distinct().toList();
        if (!DeadLetters.groups().containsAll(words)) {
            throw ProblemException
                .badRequest("group_by is some of " + DeadLetters.groups() + ", found " + Quote.of(groupBy));
        }
        return letters.counts(caller.tenantId(), question.filter(), words).onFailure().transform(this::unavailable);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.AUDITOR_ID})
    @Operation(summary = "The bytes as received, under their original content type; 410 when they are no longer kept")
    public Uni<Response> bytes(@PathParam("id") String id) {
        return letter(id).map(letter -> Response.ok(bytesOf(letter))
            .header(HttpHeaders.CONTENT_TYPE, servable(letter.contentType()))
            // What a stranger sent is never shown as a page of ours.
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", "sandbox")
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
            .build());
    }

    @GET
    @Path("/{id}/facts")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What is known of one item, without its bytes")
    public Uni<Response> facts(@PathParam("id") String id) {
        return letters.facts(caller.tenantId(), id)
            .onFailure()
            .transform(this::unavailable)
            .map(found -> Response.ok(found.orElseThrow(DeadLettersResource::noSuch)).build());
    }

    @POST
    @Path("/{id}/resubmit")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    @Operation(summary = "Take an item in again, by the way it came; the body, if any, replaces its bytes. The quality gate does "
            + "not hold it again")
    public Uni<Response> resubmit(@PathParam("id") String id, byte[] corrected) {
        byte[] body = corrected == null ? new byte[0] : corrected;
        return letter(id).emitOn(Infrastructure.getDefaultExecutor())
            .chain(letter -> resubmission.take(letter, body))
            .onFailure(IllegalStateException.class)
            .transform(this::notReady);
    }

    @POST
    @Path("/resubmit")
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID})
    @Operation(summary = "Try the open items a filter means again, oldest first", description = "What is still refused or still waits stays as it is; repeat the request until nothing is left. approve=true lets them pass the quality gate.")
    public Uni<BulkAnswer> resubmitMany(byte[] body) {
        return bulk.take(caller.tenantId(), caller.get().role().id(), BulkRequest.read(body))
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(this::notReady);
    }

    private Uni<StoredLetter> letter(String id) {
        return letters.letter(caller.tenantId(), id)
            .onFailure()
            .transform(this::unavailable)
            .map(found -> found.orElseThrow(DeadLettersResource::noSuch));
    }

    private static byte[] bytesOf(StoredLetter letter) {
        if (letter.isExpired()) {
            throw gone();
        }
        return letter.bytes();
    }

    /** The answer where bytes are no longer kept. */
    static ProblemException gone() {
        return new ProblemException(
                Problem.of(410, "Gone", "the bytes of this item are no longer kept; its facts are"));
    }

    private static ProblemException noSuch() {
        return ProblemException.notFound("there is no dead letter with this id");
    }

    private ProblemException unavailable(Throwable failure) {
        LOG.warnf("the dead letters cannot be read: %s", failure.getMessage());
        return ProblemException.unavailable("the database does not answer; try again", config.retryAfter());
    }

    private ProblemException notReady(Throwable failure) {
        LOG.warnf("dead letters cannot be sent again: %s", failure.getMessage());
        return ProblemException.unavailable("the database or the message broker does not answer; try again",
                config.retryAfter());
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

    private static String servable(String contentType) {
        try {
            MediaType.valueOf(contentType);
            return contentType;
        } catch (IllegalArgumentException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
