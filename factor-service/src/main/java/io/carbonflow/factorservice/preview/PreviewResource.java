package io.carbonflow.factorservice.preview;

import java.time.Clock;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.factorservice.edition.EditionPublication;
import io.carbonflow.factorservice.edition.EditionStore;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.factorservice.edition.StoredEdition;
import io.carbonflow.factorservice.regression.Portfolios;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** What a draft would change in what the tenant has booked; it reads and never writes. */
@Path("/v1/editions/{id}/preview")
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editions")
public class PreviewResource {

    private final EditionStore store;
    private final PublishedEditions published;
    private final EditionPublication editions;
    private final Portfolios portfolios;
    private final BookedHistory history;
    private final CurrentCaller caller;
    private final Clock clock;

    PreviewResource(EditionStore store, PublishedEditions published, EditionPublication editions,
            Portfolios portfolios, BookedHistory history, CurrentCaller caller, Clock clock) {
        this.store = store;
        this.published = published;
        this.editions = editions;
        this.portfolios = portfolios;
        this.history = history;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Operation(summary = "The change the edition makes to the tenant's own booked history and to its reference portfolio")
    @Parameter(name = "from", description = "instant or UTC day, inclusive; twelve months before to by default")
    @Parameter(name = "to", description = "instant or UTC day, exclusive; now by default")
    public Uni<PreviewView> preview(@RestPath String id, @RestQuery String from, @RestQuery String to) {
        var period = PreviewPeriod.read(from, to, clock.instant());
        String tenant = caller.tenantId();
        return store.find(tenant, id)
            .map(found -> found.orElseThrow(() -> ProblemException.notFound("there is no edition " + id)))
            .chain(edition -> Uni.combine()
                .all()
                .unis(published.of(tenant), editions.factorsOf(edition))
                .asTuple()
                .emitOn(Infrastructure.getDefaultExecutor())
                .chain(both -> preview(tenant, edition, both.getItem1(), both.getItem2(), period)));
    }

    private Uni<PreviewView> preview(String tenant, StoredEdition edition, PublishedLibrary library,
            FactorEdition factors, PreviewPeriod period) {
        var withDraft = library.factorsWith(factors, clock.instant());
        return Uni.combine()
            .all()
            .unis(history.of(tenant, period.from(), period.to()),
                    portfolios.check(tenant, library.factors(), withDraft))
            .asTuple()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(both -> {
                var recalculation = new Recalculation(library.factors(), withDraft);
                var preview = new Preview();
                both.getItem1().forEach(group -> preview.add(group, recalculation.of(group)));
                return preview.view(edition.id(), period.from(), period.to(), both.getItem2());
            });
    }
}
