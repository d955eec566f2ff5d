package io.carbonflow.factorservice.factor;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.accounting.factor.Selection;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.factorservice.paging.Cursor;
import io.carbonflow.factorservice.paging.NextLink;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.CurrentCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** Factors: which one a calculator would take and why, or all of them page by page. */
@Path("/v1/factors")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Factors")
public class FactorResource {

    private final PublishedEditions editions;
    private final CurrentCaller caller;
    private final Clock clock;
    private final MeterRegistry metrics;

    FactorResource(PublishedEditions editions, CurrentCaller caller, Clock clock, MeterRegistry metrics) {
        this.editions = editions;
        this.caller = caller;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** A page of factors. */
    @RegisterForReflection
    public record Page(List<FactorView> items, String nextCursor) {}

    @GET
    @Operation(summary = "The factor for an activity with the trace of its selection; or, with limit, cursor or no "
            + "activity, a page of all factors")
    @Parameter(name = "subdivision", description = "of the country, or a grid region such as CAMX")
    @Parameter(name = "unit", description = "the activity's unit; the factor's must convert to it")
    @Parameter(name = "part", description = "activity, well_to_tank, transmission_and_distribution, "
            + "well_to_tank_of_losses")
    @Parameter(name = "sets", description = "preferred sets, best first, separated by commas; for a selection")
    @Parameter(name = "set", description = "of a listing: the set")
    @Parameter(name = "family", description = "of a listing: the activities' family, for example fuel")
    @Parameter(name = "publisher", description = "of a listing: part of the publisher's name")
    @Parameter(name = "q", description = "of a listing: words anywhere in id, activity, region, source or notes")
    @Parameter(name = "gwp_set", description = "under which the most conservative of equals is judged; AR6")
    public Uni<Response> factors(@RestQuery String activity, @RestQuery String country, @RestQuery String year,
            @RestQuery String edition, @RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo request) {
        boolean listing = limit != null || cursor != null || activity == null;
        return editions.of(caller.tenantId())
            .map(library -> listing
                    ? page(library, request, limit, cursor)
                    : selected(library, request));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One factor, of the edition named or of the newest that has it")
    public Uni<FactorView> one(@RestPath String id, @RestQuery String edition) {
        return editions.of(caller.tenantId())
            .map(library -> library.listed()
                .stream()
                .filter(listed -> edition == null && listed.factor().id().equals(id))
                .findFirst()
                .or(() -> library.factors().find(id, edition).map(factor -> new ListedFactor(factor, edition)))
                .map(FactorView::of)
                .orElseThrow(() -> ProblemException.notFound(edition == null
                        ? "there is no factor " + id
                        : "there is no factor " + id + " in a published edition " + edition)));
    }

    private Response selected(PublishedLibrary library, UriInfo request) {
        var question = FactorQuestion.read(request.getQueryParameters(), clock);
        return library.factors()
            .select(question)
            .fold(
                    found -> {
                        metrics.counter("carbonflow.factor.selections", "outcome", "found").increment();
                        return Response.ok(SelectionView.of(found)).build();
                    },
                    missed -> {
                        metrics.counter("carbonflow.factor.selections", "outcome", "missed").increment();
                        throw refusal(missed);
                    });
    }

    private static ProblemException refusal(Selection.Missed missed) {
        return switch (missed.reason()) {
            case UNIT_MISMATCH -> ProblemException.rejected(List.of(new ProblemReason(ReasonCode.UNIT_MISMATCH.name(),
                    "unit", missed.detail())));
            case NO_EDITION -> ProblemException.notFound(missed.detail());
            case NO_FACTOR -> {
                var plain = Problem.of(404, "Factor not found", missed.detail());
                yield new ProblemException(new Problem(plain.type(), plain.title(), plain.status(), plain.detail(),
                        List.of(new ProblemReason(ReasonCode.FACTOR_NOT_FOUND.name(), "activity", missed.detail()))));
            }
        };
    }

    private static Response page(PublishedLibrary library, UriInfo request, Integer limit, String cursor) {
        var filter = new FactorFilter(request.getQueryParameters());
        String edition = request.getQueryParameters().getFirst("edition");
        var wanted = (edition == null ? library.listed() : library.listed(edition)).stream()
            .filter(listed -> filter.lets(listed.factor()))
            .toList();
        var page = Cursor.page(wanted, ListedFactor::position, limit, cursor);
        return NextLink.respond(new Page(page.items().stream().map(FactorView::of).toList(), page.nextCursor()),
                page.nextCursor(), request);
    }
}
