package io.carbonflow.accounting.methodology;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.rules.Condition;

/**
 * One way to work out the emissions of some activities, as data.
 *
 * @param id its name, dotted, for example {@code scope2.electricity.location_based}
 * @param version counts up with every change, from 1
 * @param title for people
 * @param source the standard and chapter it follows
 * @param validFrom first day of activities it applies to; null where open
 * @param validTo last day of activities it applies to; null where open
 * @param priority where several of one method apply, the highest wins; then the one whose activity names more; then the id
 * @param kinds kinds of event it applies to; empty for every kind
 * @param activities codes it applies to, each with everything particular below it; empty for every activity
 * @param selector the rest of when it applies
 * @param method whose result it gives
 * @param basis how the quantity comes about; empty: it is the activity's own quantity
 * @param factor what the quantity is multiplied by
 * @param attribution where the result belongs; empty: the attribution rules say
 * @param derived parts reported elsewhere in the inventory
 */
public record Methodology(String id, int version, String title, String source, LocalDate validFrom, LocalDate validTo,
        int priority, Set<String> kinds, List<String> activities, Condition selector, CalculationMethod method,
        Optional<BasisRule> basis, FactorQuery factor, Optional<Attribution> attribution, List<DerivedPart> derived) {

    public Methodology {
        requireNonNull(id, "id is null");
        requireNonNull(title, "title is null");
        requireNonNull(source, "source is null");
        kinds = Set.copyOf(kinds);
        activities = List.copyOf(activities);
        requireNonNull(selector, "selector is null");
        requireNonNull(method, "method is null");
        requireNonNull(basis, "basis is null");
        requireNonNull(factor, "factor is null");
        requireNonNull(attribution, "attribution is null");
        derived = List.copyOf(derived);
    }
}
