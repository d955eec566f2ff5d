package io.carbonflow.accounting.methodology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.rules.Facts;

/**
 * The methodologies in force, one version of each. For every method at most one applies to an activity, always the same
 * one: the highest priority, then the one whose activity code says more, then the first id.
 */
public final class MethodologySet {

    private static final String ANY = "";

    private final List<Methodology> methodologies;
    private final Map<String, List<Methodology>> byActivity = new HashMap<>();

    private MethodologySet(List<Methodology> methodologies) {
        this.methodologies = List.copyOf(methodologies);
        for (Methodology methodology : this.methodologies) {
            for (String activity : methodology.activities().isEmpty() ? List.of(ANY) : methodology.activities()) {
                byActivity.computeIfAbsent(activity, key -> new ArrayList<>()).add(methodology);
            }
        }
        byActivity.values()
            .forEach(list -> list.sort(Comparator.comparingInt(Methodology::priority)
                .reversed()
                .thenComparing(Methodology::id)));
    }

    /**
     * A set of these.
     *
     * @throws IllegalArgumentException where two have the same id
     */
    public static MethodologySet of(List<Methodology> methodologies) {
        var ids = new TreeSet<String>();
        for (Methodology methodology : methodologies) {
            if (!ids.add(methodology.id())) {
                throw new IllegalArgumentException("methodology " + methodology.id() + " is there twice");
            }
        }
        return new MethodologySet(methodologies);
    }

    /** All of them. */
    public List<Methodology> all() {
        return methodologies;
    }

    /** What they look at to be chosen and to find a factor; see {@link io.carbonflow.accounting.rules.Condition#names}. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        methodologies.forEach(methodology -> {
            names.addAll(methodology.selector().names());
            names.addAll(methodology.factor().names());
        });
        return names;
    }

    /** The first and last days from which the answer may change, so that it may be remembered between them. */
    public Set<java.time.LocalDate> boundaries() {
        var days = new TreeSet<java.time.LocalDate>();
        for (Methodology methodology : methodologies) {
            if (methodology.validFrom() != null) {
                days.add(methodology.validFrom());
            }
            if (methodology.validTo() != null) {
                days.add(methodology.validTo().plusDays(1));
            }
        }
        return days;
    }

    /** The methodology of each method that applies; empty where none does. */
    public Map<CalculationMethod, Methodology> resolve(Facts facts) {
        var chosen = new EnumMap<CalculationMethod, Methodology>(CalculationMethod.class);
        String activity = facts.activity();
        while (true) {
            for (Methodology candidate : byActivity.getOrDefault(activity, List.of())) {
                if (applies(candidate, facts)) {
                    chosen.merge(candidate.method(), candidate,
                            (one, other) -> other.priority() > one.priority() ? other : one);
                }
            }
            if (activity.equals(ANY)) {
                return chosen;
            }
            int dot = activity.lastIndexOf('.');
            activity = dot < 0 ? ANY : activity.substring(0, dot);
        }
    }

    private static boolean applies(Methodology methodology, Facts facts) {
        return (methodology.kinds().isEmpty() || methodology.kinds().contains(facts.kind()))
                && (methodology.validFrom() == null || !facts.day().isBefore(methodology.validFrom()))
                && (methodology.validTo() == null || !facts.day().isAfter(methodology.validTo()))
                && methodology.selector().holds(facts);
    }
}
