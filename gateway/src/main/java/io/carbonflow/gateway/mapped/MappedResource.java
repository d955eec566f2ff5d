package io.carbonflow.gateway.mapped;

import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Door;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.mapping.CsvDialect;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The way in for transport and warehouse systems. */
@Path("/v1/mapped")
@Blocking
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.DEVICE_ID})
public class MappedResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Door door;
    private final MappedWay way;
    private final Mappings mappings;
    private final CurrentCaller caller;
    private final IntakeConfig config;

    MappedResource(Door door, MappedWay way, Mappings mappings, CurrentCaller caller, IntakeConfig config) {
        this.door = door;
        this.way = way;
        this.mappings = mappings;
        this.caller = caller;
        this.config = config;
    }

    @POST
    @Path("/{mapping}")
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson", "application/ndjson", "application/jsonl",
            "text/csv"})
    @Operation(summary = "Send what a transport, warehouse or other system has, to be read by a mapping document")
    @APIResponse(responseCode = "202", description = "the broker has every record; body: accepted, duplicates, rejected, held")
    @APIResponse(responseCode = "400", description = "unreadable; the bytes are kept as a dead letter")
    @APIResponse(responseCode = "404", description = "the name can be none of a mapping")
    @APIResponse(responseCode = "422", description = "the single item is refused, with every reason; kept as a dead letter")
    @APIResponse(responseCode = "503", description = "not acknowledged; send it again after Retry-After")
    public Uni<Response> take(@PathParam("mapping") String mapping,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body) {
        if (!NAME.matcher(mapping).matches()) {
            throw ProblemException.notFound("a mapping's name has letters, digits, dots, hyphens and underscores");
        }
        if (!mappings.areKnown()) {
            throw ProblemException.unavailable("the mappings are not read yet; send it again", config.retryAfter());
        }
        MappedType plain = MappedType.parse(contentType);
        if (!plain.isCsv()) {
            return door.take(Channel.MAPPED, new MappedType(plain.form(), mapping, new byte[0]).text(), body, way);
        }
        CsvDialect dialect = mappings.find(caller.tenantId(), mapping).map(Mapping::dialect).orElse(CsvDialect.USUAL);
        byte[] rows = CsvLines.withoutLines(body, dialect.skipLines());
        return door.take(Channel.MAPPED, new MappedType(plain.form(), mapping, header(rows, dialect)).text(), rows,
                way);
    }

    private byte[] header(byte[] body, CsvDialect dialect) {
        if (!dialect.columns().isEmpty()) {
            return new byte[0];
        }
        char delimiter = CsvLines.delimiter(dialect, CsvLines.firstLine(body));
        var lines = CsvLines.of(body, delimiter, dialect.quote(), config.itemBytesMax(), 1);
        return lines.isEmpty() ? new byte[0] : lines.get(0).bytes();
    }
}
