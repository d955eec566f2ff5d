package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.carbonflow.accounting.factor.Selection.Found;
import io.carbonflow.accounting.factor.Selection.MissReason;
import io.carbonflow.accounting.factor.Selection.Missed;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;

/** Factors by activity and region, and the rule that picks one. */
final class FactorIndex {

    private static final int REGIONS_NAMED_MAX = 12;

    private final Map<String, Map<Region, List<Candidate>>> byActivity = new HashMap<>();

    private FactorIndex() {}

    /** An index over editions given newest first; a factor id that a newer one has hides the same id of an older. */
    static FactorIndex of(List<PublishedEdition> newestFirst) {
        var index = new FactorIndex();
        var seen = new HashSet<String>();
        int age = 0;
        for (PublishedEdition published : newestFirst) {
            for (EmissionFactor factor : published.edition().factors()) {
                if (seen.add(factor.id())) {
                    index.byActivity.computeIfAbsent(factor.activity(), activity -> new HashMap<>())
                        .computeIfAbsent(factor.region(), region -> new ArrayList<>())
                        .add(new Candidate(factor, published.edition().id(), age));
                }
            }
            age++;
        }
        return index;
    }

    Selection select(SelectionRequest request) {
        var trace = new ArrayList<TraceStep>();
        Map<Region, List<Candidate>> byRegion = byActivity.get(request.activity());
        if (byRegion == null) {
            return new Missed(MissReason.NO_FACTOR, "no factor for activity " + request.activity(), trace);
        }
        EmissionFactor inAnotherUnit = null;
        List<Region> regions = Region.precedence(request.country(), request.subdivision());
        for (Region region : regions) {
            List<Candidate> there = byRegion.getOrDefault(region, List.of());
            List<Candidate> fitting = there.stream().filter(candidate -> candidate.fits(request.unit())).toList();
            if (!fitting.isEmpty()) {
                return found(request, regions.get(0), fitting, trace);
            }
            if (!there.isEmpty() && inAnotherUnit == null) {
                inAnotherUnit = there.get(0).factor();
            }
            trace.add(new TraceStep("region " + region, there.isEmpty()
                    ? "no factor"
                    : "%d factor(s), none per a unit %s converts to".formatted(there.size(), request.unit())));
        }
        return inAnotherUnit == null ? nowhere(request, byRegion, trace) : mismatched(request, inAnotherUnit, trace);
    }

    private static Found found(SelectionRequest request, Region wanted, List<Candidate> fitting,
            List<TraceStep> trace) {
        Region region = fitting.get(0).factor().region();
        trace.add(new TraceStep("region " + region, fitting.size() + " factor(s)"));

        int year = nearestYear(request.year(), fitting);
        List<Candidate> ofYear = fitting.stream().filter(candidate -> candidate.factor().year() == year).toList();
        trace.add(new TraceStep("year " + request.year(), year == request.year()
                ? "same year"
                : "nearest %s is %d".formatted(year < request.year() ? "earlier" : "later", year)));

        int age = ofYear.stream().mapToInt(Candidate::age).min().orElseThrow();
        List<Candidate> ofEdition = ofYear.stream().filter(candidate -> candidate.age() == age).toList();
        Candidate chosen = ofEdition.stream().max(mostConservative(request)).orElseThrow();
        trace.add(new TraceStep("edition", chosen.edition()));
        trace.add(new TraceStep("most conservative", ofEdition.size() == 1
                ? "only " + chosen.factor().id()
                : chosen.factor().id() + " of " + ofEdition.size()));
        return new Found(chosen.factor(), chosen.edition(), trace,
                SelectionNotices.of(request, wanted, chosen.factor()));
    }

    private static int nearestYear(int wanted, List<Candidate> candidates) {
        var years = new TreeSet<Integer>();
        candidates.forEach(candidate -> years.add(candidate.factor().year()));
        Integer sameOrEarlier = years.floor(wanted);
        return sameOrEarlier == null ? years.first() : sameOrEarlier;
    }

    /** Highest kg CO2e per unit of the request; ties go to the id, so that the order of a file never matters. */
    private static Comparator<Candidate> mostConservative(SelectionRequest request) {
        return Comparator.comparing((Candidate candidate) -> candidate.kgCo2ePerUnitOf(request))
            .thenComparing(candidate -> candidate.factor().id(), Comparator.reverseOrder());
    }

    private static Missed mismatched(SelectionRequest request, EmissionFactor factor, List<TraceStep> trace) {
        return new Missed(MissReason.UNIT_MISMATCH, "activity is in %s (%s), factor %s is per %s (%s)".formatted(
                request.unit(), request.unit().description(), factor.id(), factor.unit(),
                factor.unit().description()), trace);
    }

    private static Missed nowhere(SelectionRequest request, Map<Region, List<Candidate>> byRegion,
            List<TraceStep> trace) {
        List<String> known = byRegion.keySet().stream().map(Region::code).sorted().toList();
        String named = known.size() > REGIONS_NAMED_MAX
                ? known.subList(0, REGIONS_NAMED_MAX) + " and " + (known.size() - REGIONS_NAMED_MAX) + " more"
                : known.toString();
        String where = request.country() == null ? "without a country" : "in " + request.country();
        return new Missed(MissReason.NO_FACTOR, "no factor for activity %s %s; there are factors for %s".formatted(
                request.activity(), where, named), trace);
    }

    /**
     * A factor that may be chosen.
     *
     * @param factor the factor
     * @param edition the edition it stands in
     * @param age 0 for the newest edition, counting up
     */
    private record Candidate(EmissionFactor factor, String edition, int age) {

        boolean fits(Unit unit) {
            return unit == null || unit.convertsTo(factor.unit());
        }

        BigDecimal kgCo2ePerUnitOf(SelectionRequest request) {
            BigDecimal perFactorUnit = factor.kgCo2ePerUnit(request.gwpSet());
            if (request.unit() == null) {
                return perFactorUnit;
            }
            Conversion conversion = request.unit().conversionTo(factor.unit());
            return perFactorUnit.multiply(conversion.multiplier())
                .divide(conversion.divisor(),
                        Conversion.WORKING_PRECISION);
        }
    }
}
