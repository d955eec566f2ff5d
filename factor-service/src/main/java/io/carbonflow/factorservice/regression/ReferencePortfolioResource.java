package io.carbonflow.factorservice.regression;

import java.math.BigDecimal;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** The activities a draft is tried on before it is published. */
@Path("/v1/reference-portfolio")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editions")
public class ReferencePortfolioResource {

    private final Portfolios portfolios;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ReferencePortfolioResource(Portfolios portfolios, CurrentCaller caller, ObjectMapper json) {
        this.portfolios = portfolios;
        this.caller = caller;
        this.json = json;
    }

    /**
     * The portfolio as it is sent, with whose it is.
     *
     * @param origin     shipped or own
     * @param version    counts up with every change; 0 for the one that ships
     * @param title      what the activities are
     * @param activities the lines
     */
    @RegisterForReflection
    public record View(String origin, int version, String title, List<Line> activities) {

        static View of(ReferencePortfolio portfolio) {
            return new View(portfolio.tenantId().isEmpty() ? "shipped" : "own", portfolio.version(), portfolio.title(),
                    portfolio.lines()
                        .stream()
                        .map(line -> new Line(line.activity(), line.quantity(), line.unit().code(), line.country(),
                                line.subdivision(), line.year()))
                        .toList());
        }
    }

    /** One activity. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String activity, BigDecimal quantity, String unit, String country, String subdivision,
            int year) {}

    @GET
    @Operation(summary = "The tenant's reference portfolio, else the one that ships")
    public Uni<View> portfolio() {
        return portfolios.of(caller.tenantId()).map(View::of);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Puts the tenant's own portfolio into force as a new version")
    public Uni<View> put(byte[] body) throws JsonProcessingException {
        return portfolios.put(caller.get(), json.readTree(new String(body, java.nio.charset.StandardCharsets.UTF_8)))
            .map(View::of);
    }
}
