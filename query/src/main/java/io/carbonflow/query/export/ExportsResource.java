package io.carbonflow.query.export;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Base64;
import java.util.concurrent.Semaphore;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.carbonflow.query.parameters.Parameters;
import io.smallrye.mutiny.Uni;

/** Months of the ledger as files. */
@Path("/v1/exports")
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Warehouse")
public class ExportsResource {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 2199;

    private final CurrentCaller caller;
    private final MonthExport export;
    private final Semaphore free;

    ExportsResource(CurrentCaller caller, MonthExport export, ExportConfig config) {
        this.caller = caller;
        this.export = export;
        this.free = new Semaphore(config.atOnce());
    }

    @GET
    @Path("/{month}.parquet")
    @Produces(PARQUET)
    @Operation(summary = "A month as a Parquet file", description = "What counts in the month (UTC), as the ledger knows it now, or knew it on as_known_on. The same content is the same bytes.")
    public Uni<RestResponse<Object>> month(@RestPath @Parameter(description = "such as 2025-11") String month,
            @RestQuery @Parameter(description = "entries (if absent) or facts") String table,
            @RestQuery("as_known_on") String asKnownOn, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        var parameters = new Parameters();
        YearMonth asked = month(parameters, month);
        String word = parameters.word("table", table, ExportTable.WORDS);
        Instant time = parameters.instant("as_known_on", asKnownOn);
        parameters.check();
        var what = ExportTable.of(word).orElse(ExportTable.ENTRIES);
        if (!free.tryAcquire()) {
            throw ProblemException.tooMany("other exports are being made; ask again", RETRY_AFTER);
        }
        return export.write(caller.tenantId(), what, asked, time)
            .onTermination()
            .invoke(() -> free.release())
            .map(file -> answer(file, "carbonflow-%s-%s.parquet".formatted(what.word(), asked), known));
    }

    private static RestResponse<Object> answer(ExportFile file, String name, String known) {
        String tag = '"' + file.tag() + '"';
        if (known != null && known.contains(tag)) {
            ExportFile.remove(file.path());
            return ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED).header(HttpHeaders.ETAG, tag).build();
        }
        return ResponseBuilder.<Object>ok(file.readOnce(), PARQUET)
            .header(HttpHeaders.ETAG, tag)
            .header(HttpHeaders.CONTENT_LENGTH, file.bytes())
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
            .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(file.sha256()) + ':')
            .header("X-Rows", file.rows())
            .build();
    }

    private static YearMonth month(Parameters parameters, String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= YEAR_MIN && month.getYear() <= YEAR_MAX) {
                return month;
            }
        } catch (DateTimeException e) {
            // Falls through to the same refusal as a month out of bounds.
        }
        parameters.refuse("month", "month is a year from " + YEAR_MIN + " to " + YEAR_MAX
                + " and a month, such as 2025-11; found " + text);
        return null;
    }
}
