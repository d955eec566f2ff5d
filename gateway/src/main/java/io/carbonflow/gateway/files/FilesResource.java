package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.gateway.intake.IntakeAnswer.RejectedItem;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Files over HTTP. */
@Path("/v1/files")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
public class FilesResource {

    private static final Logger LOG = Logger.getLogger(FilesResource.class);
    private static final Set<String> DECLARATIONS = Set.of("delimiter", "quote", "charset", "decimal", "header",
            "columns", "skip_lines", "supplier_id", "mapping");
    private static final int LISTED_MAX = 200;

    private final Door door;
    private final FileIntake files;
    private final FileReports reports;
    private final CurrentCaller caller;
    private final IntakeConfig config;

    FilesResource(Door door, FileIntake files, FileReports reports, CurrentCaller caller, IntakeConfig config) {
        this.door = door;
        this.files = files;
        this.reports = reports;
        this.caller = caller;
        this.config = config;
    }

    /** The latest files of the caller's tenant. */
    @RegisterForReflection
    record FileList(List<FileReport> items) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send a file of any size: CSV, JSON, NDJSON, X12 856, EDIFACT DESADV")
    @APIResponse(responseCode = "202", description = "read to the end, and the broker has every item; body: the report")
    @APIResponse(responseCode = "400", description = "nothing of the file can be read; its beginning is kept as a dead letter")
    @APIResponse(responseCode = "415", description = "another content type than the ones listed, or a compressed body")
    @APIResponse(responseCode = "422", description = "the file is a single JSON object, and it is refused")
    @APIResponse(responseCode = "503", description = "not acknowledged, or as many files as permitted are being read; send the whole file again after Retry-After")
    public Uni<Response> upload(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) String disposition,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding, @Context UriInfo uri, InputStream body) {
        if (!FileReading.isReadable(contentType)) {
            throw unsupported("a file is text/csv, application/json, application/x-ndjson, application/edi-x12 or"
                    + " application/edifact, found " + contentType);
        }
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("a file comes uncompressed, found Content-Encoding " + encoding);
        }
        String name = HeaderValue.parse(disposition).fileName();
        var delivery = new FileDelivery(door.envelope(Channel.FILE, contentType), name == null ? "upload" : name,
                declared(uri));
        if (!files.tryAcquire()) {
            throw ProblemException.unavailable("as many files as permitted are being read; send it again later",
                    config.retryAfter());
        }
        try {
            return answer(files.take(delivery, body));
        } catch (IOException e) {
            LOG.infof("a file of %s broke off: %s", delivery.envelope().tenantId(), e.getMessage());
            throw ProblemException.badRequest("the file broke off; what came is taken, send the whole file again");
        } catch (CompletionException e) {
            return door.answer(true, CompletableFuture.failedFuture(e.getCause()));
        } finally {
            files.release();
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The latest files this instance has read, newest first; the items' ids are left out")
    public FileList latest(@QueryParam("limit") @DefaultValue("50") int limit) {
        return new FileList(reports.newest(caller.tenantId(), Math.max(1, Math.min(limit, LISTED_MAX))));
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What became of a file; while it is read, how far that is")
    public FileReport one(@PathParam("id") String id) {
        return reports.find(caller.tenantId(), id)
            .orElseThrow(() -> ProblemException.notFound("no file of this id was read here lately"));
    }

    private Uni<Response> answer(FileIntake.Taken taken) {
        FileReport report = taken.report();
        if (taken.several()) {
            return Uni.createFrom().item(accepted(report));
        }
        var answer = new IntakeAnswer(report.accepted(), report.duplicates(), single(report.rejected()),
                single(report.held()));
        return answer.rejected().isEmpty() ? Uni.createFrom().item(accepted(report))
                : door.answer(false, CompletableFuture.completedFuture(answer));
    }

    private static Response accepted(FileReport report) {
        return Response.accepted(report).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static List<RejectedItem> single(List<FileReport.KeptItem> kept) {
        var items = new ArrayList<RejectedItem>();
        kept.forEach(item -> items.add(new RejectedItem(item.index(), item.id(), item.deadLetterId(), item.reasons())));
        return items;
    }

    private static Map<String, String> declared(UriInfo uri) {
        var declared = new HashMap<String, String>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (DECLARATIONS.contains(name) && !values.isEmpty()) {
                declared.put(name, values.get(0));
            }
        });
        return declared;
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(Problem.of(415, "Unsupported media type", detail));
    }
}
