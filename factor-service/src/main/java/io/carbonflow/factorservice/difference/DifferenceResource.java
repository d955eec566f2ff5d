package io.carbonflow.factorservice.difference;

import java.util.List;
import java.util.Set;

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

import io.carbonflow.factorservice.edition.EditionPublication;
import io.carbonflow.factorservice.edition.EditionStore;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.factorservice.edition.StoredEdition;
import io.carbonflow.factorservice.paging.Cursor;
import io.carbonflow.factorservice.paging.NextLink;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** What an edition changes. */
@Path("/v1/editions/{id}/diff")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editions")
public class DifferenceResource {

    private static final Set<String> CHANGES = Set.of(FactorDifference.ADDED, FactorDifference.REMOVED,
            FactorDifference.CHANGED);

    private final EditionStore store;
    private final PublishedEditions published;
    private final EditionPublication editions;
    private final CurrentCaller caller;

    DifferenceResource(EditionStore store, PublishedEditions published, EditionPublication editions,
            CurrentCaller caller) {
        this.store = store;
        this.published = published;
        this.editions = editions;
        this.caller = caller;
    }

    /**
     * A page of differences.
     *
     * @param edition    the edition
     * @param against    the one it is compared with
     * @param summary    counts over all pages
     * @param items      by activity, region, year and id
     * @param nextCursor of the next page; null on the last
     */
    @RegisterForReflection
    public record Page(String edition, String against, EditionDifference.Summary summary,
            List<FactorDifference> items, String nextCursor) {}

    @GET
    @Operation(summary = "The factors that are added, removed or changed against another edition, page by page")
    @Parameter(name = "against", description = "an edition; by default the newest published one but this")
    @Parameter(name = "change", description = "added, removed or changed; all by default")
    public Uni<Response> diff(@RestPath String id, @RestQuery String against, @RestQuery String change,
            @RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo request) {
        if (change != null && !CHANGES.contains(change)) {
            throw ProblemException.badRequest("change is " + change + ", allowed are added, removed, changed");
        }
        String tenant = caller.tenantId();
        return Uni.combine()
            .all()
            .unis(found(tenant, id), against == null ? newestBut(tenant, id) : found(tenant, against))
            .asTuple()
            .chain(both -> Uni.combine()
                .all()
                .unis(editions.factorsOf(both.getItem2()), editions.factorsOf(both.getItem1()))
                .asTuple())
            .map(both -> {
                var difference = EditionDifference.between(both.getItem1(), both.getItem2());
                var wanted = difference.items()
                    .stream()
                    .filter(item -> change == null || item.change().equals(change))
                    .toList();
                var page = Cursor.page(wanted, FactorDifference::position, limit, cursor);
                return NextLink.respond(new Page(both.getItem2().id(), both.getItem1().id(), difference.summary(),
                        page.items(), page.nextCursor()), page.nextCursor(), request);
            });
    }

    private Uni<StoredEdition> found(String tenant, String id) {
        return store.find(tenant, id)
            .map(found -> found.orElseThrow(() -> ProblemException.notFound("there is no edition " + id)));
    }

    private Uni<StoredEdition> newestBut(String tenant, String id) {
        return published.of(tenant)
            .map(PublishedLibrary::files)
            .map(files -> files.stream()
                .map(file -> file.edition())
                .filter(edition -> !edition.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "there is no other published edition to compare " + id + " with")));
    }
}
