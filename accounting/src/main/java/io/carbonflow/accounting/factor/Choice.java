package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

import io.carbonflow.accounting.factor.Selection.Found;
import io.carbonflow.accounting.factor.Selection.Match;

/**
 * Picks one of the factors that a region has. A country's own publisher goes before international statistics; then the
 * year decides, then the newest edition, then the order of the sets, and at last the most conservative figure.
 */
final class Choice {

    private Choice() {}

    /**
     * The factor to use.
     *
     * @param fitting at least one factor of one region, in units that convert to the request's
     * @param regions where it was to be looked for, most particular first
     * @param ofAskedSet whether the factors are of a set the request names
     */
    static Found among(List<Candidate> fitting, SelectionRequest request, List<String> regions, boolean ofAskedSet,
            List<TraceStep> trace) {
        Region region = fitting.get(0).factor().region();
        trace.add(new TraceStep("region " + region.code(), fitting.size() + " factor(s)"));
        List<Candidate> left = ofAskedSet ? fitting : ofNationalPublisher(fitting, region, trace);

        left = nearest(left, candidate -> candidate.distance(request.year()));
        int year = left.get(0).factor().yearNearest(request.year());
        trace.add(new TraceStep("year " + request.year(), year == request.year()
                ? "same year"
                : "nearest " + (year < request.year() ? "earlier" : "later") + " is " + year));

        left = nearest(left, Candidate::age);
        trace.add(new TraceStep("edition", left.get(0).edition()));
        if (!ofAskedSet && left.size() > 1) {
            left = nearest(left, candidate -> FactorSets.order(candidate.factor().source().set(),
                    candidate.factor().activity()));
            trace.add(new TraceStep("set", left.get(0).factor().source().set() + " comes first"));
        }
        Candidate chosen = left.size() == 1 ? left.get(0) : mostConservative(left, request);
        trace.add(new TraceStep("most conservative", left.size() == 1
                ? "only " + chosen.factor().id()
                : chosen.factor().id() + " of " + left.size()));
        boolean setFallback = !ofAskedSet && !request.factorSets().isEmpty();
        Match match = SelectionNotices.match(request, regions, chosen.factor(), setFallback);
        return new Found(chosen.factor(), chosen.edition(), match, trace,
                SelectionNotices.of(request, regions.get(0), chosen.factor(), match));
    }

    private static List<Candidate> ofNationalPublisher(List<Candidate> fitting, Region region,
            List<TraceStep> trace) {
        String national = FactorSets.ofCountry(region.country());
        if (national == null || fitting.size() == 1
                || fitting.stream().noneMatch(candidate -> candidate.factor().source().set().equals(national))) {
            return fitting;
        }
        var left = new ArrayList<Candidate>(fitting.size());
        for (Candidate candidate : fitting) {
            if (!FactorSets.isInternational(candidate.factor().source().set())) {
                left.add(candidate);
            }
        }
        if (left.size() < fitting.size()) {
            trace.add(new TraceStep("national publisher", national + " goes before international statistics"));
        }
        return left;
    }

    private static List<Candidate> nearest(List<Candidate> candidates, ToIntFunction<Candidate> distance) {
        if (candidates.size() == 1) {
            return candidates;
        }
        int least = Integer.MAX_VALUE;
        var nearest = new ArrayList<Candidate>(candidates.size());
        for (Candidate candidate : candidates) {
            int here = distance.applyAsInt(candidate);
            if (here < least) {
                least = here;
                nearest.clear();
            }
            if (here == least) {
                nearest.add(candidate);
            }
        }
        return nearest;
    }

    /** Highest kg CO2e per unit of the request; ties go to the id, so that the order of a file never matters. */
    private static Candidate mostConservative(List<Candidate> candidates, SelectionRequest request) {
        return candidates.stream()
            .max(Comparator.comparing((Candidate candidate) -> candidate.kgCo2ePerUnitOf(request))
                .thenComparing(candidate -> candidate.factor().id(), Comparator.reverseOrder()))
            .orElseThrow();
    }
}
