package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.carbonflow.accounting.factor.Selection.Found;
import io.carbonflow.accounting.factor.Selection.MissReason;
import io.carbonflow.accounting.factor.Selection.Missed;

/** Factors by activity, part and region, and the order in which they are looked at. */
final class FactorIndex {

    private static final int REGIONS_NAMED_MAX = 12;

    private final List<PublishedEdition> newestFirst;
    /** Has every factor this one has no other of the same id for; null where there is none beneath. */
    private final FactorIndex base;
    /** By part and activity, then by region. */
    private final List<Map<String, Map<String, List<Candidate>>>> byPart = new ArrayList<>();
    private final Map<String, Candidate> byId = new LinkedHashMap<>();

    private FactorIndex(List<PublishedEdition> newestFirst, FactorIndex base) {
        this.newestFirst = newestFirst;
        this.base = base;
        for (int part = 0; part < FactorPart.values().length; part++) {
            byPart.add(base == null ? new HashMap<>() : new HashMap<>(base.byPart.get(part)));
        }
    }

    /** An index over editions given newest first; a factor id that a newer one has hides the same id of an older. */
    static FactorIndex of(List<PublishedEdition> newestFirst) {
        var index = new FactorIndex(newestFirst, null);
        int age = 0;
        for (PublishedEdition published : newestFirst) {
            for (EmissionFactor factor : published.edition().factors()) {
                var candidate = new Candidate(factor, published.edition().id(), age);
                if (index.byId.putIfAbsent(factor.id(), candidate) == null) {
                    index.add(candidate);
                }
            }
            age++;
        }
        return index;
    }

    /**
     * The same answers as an index over all these editions, made of one over some of them: activities the others have no
     * factor for are shared with it.
     *
     * @param newestFirst all editions
     * @param base an index over some of them
     */
    static FactorIndex of(List<PublishedEdition> newestFirst, FactorIndex base) {
        var index = new FactorIndex(newestFirst, base);
        var touched = new HashSet<String>();
        for (int age = 0; age < newestFirst.size(); age++) {
            PublishedEdition published = newestFirst.get(age);
            if (!base.newestFirst.contains(published)) {
                for (EmissionFactor factor : published.edition().factors()) {
                    index.offer(new Candidate(factor, published.edition().id(), age), touched);
                }
            }
        }
        index.byId.values().forEach(candidate -> index.add(candidate).sort(Comparator.comparingInt(Candidate::age)));
        return index;
    }

    private void offer(Candidate candidate, Set<String> touched) {
        String id = candidate.factor().id();
        Candidate beneath = base.candidate(id);
        if (byId.containsKey(id) || (beneath != null && ageHere(beneath) < candidate.age())) {
            return; // a newer edition has this id
        }
        byId.put(id, candidate);
        copy(candidate.factor(), touched);
        if (beneath != null) {
            copy(beneath.factor(), touched);
            remove(beneath.factor());
        }
    }

    /** Makes what the base has for the factor's activity this index's own, unless it is already. */
    private void copy(EmissionFactor factor, Set<String> touched) {
        int part = factor.part().ordinal();
        Map<String, List<Candidate>> shared = base.byPart.get(part).get(ActivityNames.together(factor.activity()));
        if (shared == null || !touched.add(part + ActivityNames.together(factor.activity()))) {
            return;
        }
        var own = new HashMap<String, List<Candidate>>();
        shared.forEach((region, there) -> own.put(region, there.stream()
            .map(candidate -> new Candidate(candidate.factor(), candidate.edition(), ageHere(candidate)))
            .collect(Collectors.toCollection(ArrayList::new))));
        byPart.get(part).put(ActivityNames.together(factor.activity()), own);
    }

    private void remove(EmissionFactor factor) {
        Map<String, Map<String, List<Candidate>>> byActivity = byPart.get(factor.part().ordinal());
        Map<String, List<Candidate>> byRegion = byActivity.get(ActivityNames.together(factor.activity()));
        List<Candidate> there = byRegion.get(factor.region().code());
        there.removeIf(present -> present.factor().id().equals(factor.id()));
        if (there.isEmpty()) {
            byRegion.remove(factor.region().code());
        }
        if (byRegion.isEmpty()) {
            byActivity.remove(ActivityNames.together(factor.activity()));
        }
    }

    private List<Candidate> add(Candidate candidate) {
        EmissionFactor factor = candidate.factor();
        List<Candidate> there = byPart.get(factor.part().ordinal())
            .computeIfAbsent(ActivityNames.together(factor.activity()), activity -> new HashMap<>())
            .computeIfAbsent(factor.region().code(), region -> new ArrayList<>(2));
        there.add(candidate);
        return there;
    }

    /** The age among this index's editions of a candidate of the base's. */
    private int ageHere(Candidate beneath) {
        return newestFirst.indexOf(base.newestFirst.get(beneath.age()));
    }

    private Candidate candidate(String factorId) {
        Candidate own = byId.get(factorId);
        return own != null || base == null ? own : base.candidate(factorId);
    }

    Optional<EmissionFactor> find(String factorId) {
        return Optional.ofNullable(candidate(factorId)).map(Candidate::factor);
    }

    /** The activity as asked for, then every more general code; within each the sets in order, then the regions. */
    Selection select(SelectionRequest request) {
        Map<String, Map<String, List<Candidate>>> byActivity = byPart.get(request.part().ordinal());
        var trace = new ArrayList<TraceStep>(6);
        List<String> regions = Region.precedence(request.country(), request.subdivision());
        String activity = request.activity();
        while (activity != null) {
            Map<String, List<Candidate>> byRegion = of(byActivity, activity);
            if (byRegion == null) {
                trace.add(new TraceStep("activity " + activity, "no " + what(request)));
            } else {
                if (!activity.equals(request.activity())) {
                    trace.add(new TraceStep("activity " + activity, "looked at instead"));
                }
                Found found = selectIn(byRegion, request, regions, trace);
                if (found != null) {
                    return found;
                }
            }
            activity = moreGeneral(activity);
        }
        return missed(request, byActivity, regions, trace);
    }

    private static Map<String, List<Candidate>> of(Map<String, Map<String, List<Candidate>>> byActivity,
            String activity) {
        return byActivity.get(ActivityNames.together(activity));
    }

    /** The code one step up; null where that would be a bare family, which says nothing of what was done. */
    private static String moreGeneral(String activity) {
        int dot = activity.lastIndexOf('.');
        return dot > 0 && activity.lastIndexOf('.', dot - 1) > 0 ? activity.substring(0, dot) : null;
    }

    private static Found selectIn(Map<String, List<Candidate>> byRegion, SelectionRequest request,
            List<String> regions, List<TraceStep> trace) {
        for (String set : request.factorSets()) {
            trace.add(new TraceStep("set " + set, "asked for"));
            Found found = selectIn(byRegion, request, regions, set, trace);
            if (found != null) {
                return found;
            }
        }
        if (!request.factorSets().isEmpty()) {
            trace.add(new TraceStep("any set", "none of those asked for has a factor"));
        }
        return selectIn(byRegion, request, regions, null, trace);
    }

    private static Found selectIn(Map<String, List<Candidate>> byRegion, SelectionRequest request,
            List<String> regions, String set, List<TraceStep> trace) {
        for (String region : regions) {
            List<Candidate> there = byRegion.get(region);
            if (there == null) {
                trace.add(new TraceStep("region " + region, "no factor"));
                continue;
            }
            List<Candidate> fitting = fitting(there, request, set);
            if (!fitting.isEmpty()) {
                return Choice.among(fitting, request, regions, set != null, trace);
            }
            trace.add(new TraceStep("region " + region, set == null
                    ? there.size() + " factor(s), none per a unit " + request.unit() + " converts to"
                    : "no fitting factor of " + set));
        }
        return null;
    }

    private static List<Candidate> fitting(List<Candidate> there, SelectionRequest request, String set) {
        var fitting = new ArrayList<Candidate>(there.size());
        for (Candidate candidate : there) {
            if (candidate.fits(request.unit())
                    && (set == null || candidate.factor().source().set().equals(set))) {
                fitting.add(candidate);
            }
        }
        return fitting;
    }

    private static Missed missed(SelectionRequest request, Map<String, Map<String, List<Candidate>>> byActivity,
            List<String> regions, List<TraceStep> trace) {
        for (String activity = request.activity(); activity != null; activity = moreGeneral(activity)) {
            Map<String, List<Candidate>> byRegion = of(byActivity, activity);
            if (byRegion != null) {
                EmissionFactor inAnotherUnit = firstIn(byRegion, regions);
                return inAnotherUnit == null
                        ? nowhere(request, activity, byRegion, trace)
                        : mismatched(request, inAnotherUnit, trace);
            }
        }
        return new Missed(MissReason.NO_FACTOR, "no %s for activity %s%s".formatted(what(request), request.activity(),
                ActivityNames.nearest(request.activity(), byActivity.keySet())), trace);
    }

    private static EmissionFactor firstIn(Map<String, List<Candidate>> byRegion, List<String> regions) {
        for (String region : regions) {
            List<Candidate> there = byRegion.get(region);
            if (there != null) {
                return there.get(0).factor();
            }
        }
        return null;
    }

    private static Missed mismatched(SelectionRequest request, EmissionFactor factor, List<TraceStep> trace) {
        return new Missed(MissReason.UNIT_MISMATCH, "activity is in %s (%s), factor %s is per %s (%s)".formatted(
                request.unit(), request.unit().description(), factor.id(), factor.unit(),
                factor.unit().description()), trace);
    }

    private static Missed nowhere(SelectionRequest request, String activity, Map<String, List<Candidate>> byRegion,
            List<TraceStep> trace) {
        List<String> known = byRegion.keySet().stream().sorted().toList();
        String named = known.size() > REGIONS_NAMED_MAX
                ? known.subList(0, REGIONS_NAMED_MAX) + " and " + (known.size() - REGIONS_NAMED_MAX) + " more"
                : known.toString();
        String where = request.country() == null ? "without a country" : "in " + request.country();
        return new Missed(MissReason.NO_FACTOR, "no %s for activity %s %s; there are factors for %s".formatted(
                what(request), activity, where, named), trace);
    }

    private static String what(SelectionRequest request) {
        return request.part() == FactorPart.ACTIVITY ? "factor" : request.part().code() + " factor";
    }
}
