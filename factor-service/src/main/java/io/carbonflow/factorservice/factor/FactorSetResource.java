package io.carbonflow.factorservice.factor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.factorservice.edition.ListedFactor;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** The regulatory sets a policy may prefer. */
@Path("/v1/factor-sets")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Factors")
public class FactorSetResource {

    private final PublishedEditions editions;
    private final CurrentCaller caller;

    FactorSetResource(PublishedEditions editions, CurrentCaller caller) {
        this.editions = editions;
        this.caller = caller;
    }

    /**
     * A set.
     *
     * @param id         its name in a policy
     * @param factors    how many factors it holds
     * @param publishers who published them
     * @param families   what activities they are of
     * @param countries  in how many countries they hold; the world is none
     * @param yearMin    the earliest year one stands for
     * @param yearMax    the latest
     */
    @RegisterForReflection
    public record FactorSet(String id, int factors, List<String> publishers, List<String> families, int countries,
            int yearMin, int yearMax) {}

    /** Every set; they are few, so there is one page. */
    @RegisterForReflection
    public record Page(List<FactorSet> items, String nextCursor) {}

    @GET
    @Operation(summary = "The sets of factors by name: whose they are, what they cover")
    public Uni<Page> all() {
        return editions.of(caller.tenantId()).map(library -> new Page(sets(library), null));
    }

    private static List<FactorSet> sets(PublishedLibrary library) {
        Map<String, Coverage> byId = new TreeMap<>();
        for (ListedFactor listed : library.listed()) {
            byId.computeIfAbsent(listed.factor().source().set(), id -> new Coverage()).add(listed.factor());
        }
        return byId.entrySet().stream().map(set -> set.getValue().view(set.getKey())).toList();
    }

    private static final class Coverage {

        private int factors;
        private final TreeSet<String> publishers = new TreeSet<>();
        private final TreeSet<String> families = new TreeSet<>();
        private final TreeSet<String> countries = new TreeSet<>();
        private final TreeSet<Integer> years = new TreeSet<>();

        void add(EmissionFactor factor) {
            factors++;
            publishers.add(factor.source().publisher());
            ActivityCatalogue.find(factor.activity())
                .ifPresent(type -> families.add(type.family().name().toLowerCase(Locale.ROOT)));
            String region = factor.region().code();
            if (Character.isUpperCase(region.charAt(0)) && (region.length() == 2 || region.charAt(2) == '/')) {
                countries.add(region.substring(0, 2));
            }
            years.add(factor.year());
        }

        FactorSet view(String id) {
            return new FactorSet(id, factors, List.copyOf(publishers), List.copyOf(families), countries.size(),
                    years.first(), years.last());
        }
    }
}
