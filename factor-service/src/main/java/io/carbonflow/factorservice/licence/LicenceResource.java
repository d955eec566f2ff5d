package io.carbonflow.factorservice.licence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.accounting.factor.FactorSource;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.factorservice.licence.LicenceView.Publication;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** Publisher and licence of every figure in use. */
@Path("/v1/licences")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Factors")
public class LicenceResource {

    private final PublishedEditions editions;
    private final Attributions attributions;
    private final CurrentCaller caller;

    LicenceResource(PublishedEditions editions, Attributions attributions, CurrentCaller caller) {
        this.editions = editions;
        this.attributions = attributions;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The publications the factors come from, with licence, attribution and how many there are; and "
            + "what else ships")
    public Uni<LicenceView> licences() {
        return editions.of(caller.tenantId())
            .map(library -> new LicenceView(publications(library), attributions.otherData()));
    }

    private List<Publication> publications(PublishedLibrary library) {
        Set<String> shipped = library.files()
            .stream()
            .filter(file -> file.edition().ships())
            .map(file -> file.edition().id())
            .collect(Collectors.toSet());
        Map<List<String>, Count> counts = new HashMap<>();
        for (ListedFactor listed : library.listed()) {
            FactorSource source = listed.factor().source();
            counts
                .computeIfAbsent(List.of(source.publisher(), source.publication(), source.licence()),
                        key -> new Count())
                .add(shipped.contains(listed.editionId()));
        }
        return counts.entrySet()
            .stream()
            .map(count -> publication(count.getKey(), count.getValue()))
            .sorted(Comparator.comparing(Publication::publisher)
                .thenComparing(Publication::publication)
                .thenComparing(Publication::licence))
            .toList();
    }

    private Publication publication(List<String> source, Count count) {
        var words = attributions.of(source.get(0), source.get(2));
        return new Publication(source.get(0), source.get(1), source.get(2), count.factors, count.ships,
                words.map(Attributions.Attribution::url).orElse(null),
                words.map(Attributions.Attribution::text).orElse(null));
    }

    private static final class Count {

        private int factors;
        private boolean ships;

        void add(boolean shipped) {
            factors++;
            ships |= shipped;
        }
    }
}
