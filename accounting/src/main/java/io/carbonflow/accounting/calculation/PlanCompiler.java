package io.carbonflow.accounting.calculation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.allocation.AllocationKeys;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.methodology.FactorQuery;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.organisation.Boundary;
import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Placement;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;

/** Decides, once for every {@link PlanKey}, by which methodologies, factors and rules its items are calculated. */
final class PlanCompiler {

    private final TenantRules rules;
    private final Policy policy;
    private final AllocationKeys allocationKeys;
    private final FactsReader facts;
    private final FactorChoice factors;
    private final MarketChoice market;
    private final DerivedParts derived;

    PlanCompiler(FactorLibrary library, TenantRules rules, AllocationKeys allocationKeys, List<String> attributes) {
        this.rules = rules;
        this.policy = rules.policy();
        this.allocationKeys = allocationKeys;
        this.market = new MarketChoice(rules.instruments(), policy);
        this.facts = new FactsReader(rules.tenant(), attributes, market);
        this.factors = new FactorChoice(library, policy, rules.prices());
        this.derived = new DerivedParts(factors, policy);
    }

    /**
     * The plan for items like this one.
     *
     * @param item whose quantity and carried figures have been checked
     * @param given which figures it brings and the policy uses
     */
    Plan compile(Item item, ActivityType type, Unit unit, int given) {
        LocalDate day = item.of().day();
        Optional<Facility> facility = rules.organisation().find(item.of().facilityId());
        Placement placement = facility.map(known -> Boundary.of(policy.consolidation(), known))
            .orElse(Placement.WHOLLY_OWN);
        var situation = new Situation(item, facts.of(item, type, unit, placement, given, day), type.family(), unit);
        Map<CalculationMethod, Methodology> methodologies = rules.methodologies().resolve(situation.facts());
        if (methodologies.isEmpty()) {
            return Plan.refused(unit, List.of(new Refusal(RefusalCode.METHODOLOGY_NOT_FOUND, "activity",
                    "no methodology applies to %s of kind %s, measured in %s, on %s".formatted(item.activity(),
                            item.of().kind().code(), unit, day))));
        }
        Optional<AttributionMapping.Rule> rule = rules.attribution().decide(situation.facts());
        var reasons = new EnumMap<CalculationMethod, List<Refusal>>(CalculationMethod.class);
        List<Chosen> chosen = choose(situation, methodologies, rule, placement, reasons);
        if (chosen.isEmpty()) {
            return unplaced(methodologies, rule)
                    ? Plan.held(unit, unplaced(item, day))
                    : Plan.refused(unit, first(reasons));
        }
        var writer = new PlanWriter(rules, situation, facility, placement, allocation(item, day));
        return Plan.of(unit, results(situation, chosen, writer, rule));
    }

    /** A candidate for every method, the official one first. */
    private List<Chosen> choose(Situation situation, Map<CalculationMethod, Methodology> methodologies,
            Optional<AttributionMapping.Rule> rule, Placement placement,
            Map<CalculationMethod, List<Refusal>> reasons) {
        var chosen = new EnumMap<CalculationMethod, Chosen>(CalculationMethod.class);
        for (boolean isMarket : new boolean[]{false, true}) { // the location-based figure may stand in for the contracts
            methodologies.forEach((method, methodology) -> {
                if (isMarket == (methodology.factor().from() == FactorQuery.From.INSTRUMENTS)) {
                    place(methodology, rule, placement).ifPresent(attribution -> candidate(methodology, situation,
                            attribution, Optional.ofNullable(chosen.get(CalculationMethod.LOCATION_BASED)))
                        .fold(candidate -> chosen.put(method, new Chosen(methodology, attribution, candidate)),
                                why -> {
                                    reasons.put(method, why);
                                    return null;
                                }));
                }
            });
        }
        return order().stream().filter(chosen::containsKey).map(chosen::get).toList();
    }

    private Checked<Candidate> candidate(Methodology methodology, Situation situation, Attribution attribution,
            Optional<Chosen> location) {
        if (methodology.factor().from() != FactorQuery.From.INSTRUMENTS) {
            return factors.of(methodology, situation)
                .then(candidate -> derived.whole(candidate, methodology, situation, attribution));
        }
        if (attribution.scope() != 2) {
            return Checked.refused(RefusalCode.FACTOR_NOT_FOUND, "activity",
                    "contracts are for the company's own energy");
        }
        return market.of(situation, location.map(Chosen::candidate));
    }

    private static Optional<Attribution> place(Methodology methodology, Optional<AttributionMapping.Rule> rule,
            Placement placement) {
        return methodology.attribution()
            .or(() -> rule.map(AttributionMapping.Rule::then))
            .map(placement::place);
    }

    private static boolean unplaced(Map<CalculationMethod, Methodology> methodologies,
            Optional<AttributionMapping.Rule> rule) {
        return rule.isEmpty()
                && methodologies.values().stream().noneMatch(methodology -> methodology.attribution().isPresent());
    }

    private Refusal unplaced(Item item, LocalDate day) {
        return new Refusal(RefusalCode.ATTRIBUTION_NOT_FOUND, "activity",
                "no rule of attribution %s, version %d, says to which scope and category %s of %s belongs".formatted(
                        rules.attribution().id(), rules.attribution().version(), item.activity(), day));
    }

    private Set<CalculationMethod> order() {
        var order = new LinkedHashSet<>(policy.official());
        order.addAll(List.of(CalculationMethod.values()));
        return order;
    }

    /** Why the best method has no figure; an input that is merely not there explains least. */
    private List<Refusal> first(Map<CalculationMethod, List<Refusal>> reasons) {
        List<List<Refusal>> inOrder = order().stream().filter(reasons::containsKey).map(reasons::get).toList();
        return inOrder.stream()
            .filter(why -> why.stream().noneMatch(refusal -> refusal.code() == RefusalCode.FIELD_MISSING))
            .findFirst()
            .orElseGet(() -> inOrder.get(0));
    }

    private Optional<AllocationKey> allocation(Item item, LocalDate day) {
        AllocationKey own = item.of().allocation();
        return own == null ? allocationKeys.forActivity(item.of().facilityId(), day) : Optional.of(own);
    }

    private List<ResultPlan> results(Situation situation, List<Chosen> chosen, PlanWriter writer,
            Optional<AttributionMapping.Rule> rule) {
        var plans = new ArrayList<ResultPlan>();
        Chosen official = chosen.get(0);
        DerivedParts.Found parts = derived.of(official, situation);
        for (Chosen one : chosen) {
            var notices = new ArrayList<Notice>();
            if (one.attribution().assumed()) {
                notices.add(new Notice(NoticeCode.ATTRIBUTION_ASSUMED, rule.map(AttributionMapping.Rule::why)
                    .filter(why -> !why.isEmpty())
                    .orElse("scope and category rest on something the event does not say")));
            }
            if (one == official) {
                notices.addAll(parts.notices());
            }
            Candidate activity = derived.withoutWhatIsDerived(one.candidate(), situation, one.attribution());
            plans.add(writer.plan(FactorPart.ACTIVITY, one.with(activity), one == official, notices));
        }
        parts.parts().forEach((part, found) -> plans.add(writer.plan(part, found, true, List.of())));
        return plans;
    }

    /**
     * A methodology that gives a result.
     *
     * @param methodology which
     * @param attribution where the result belongs
     * @param candidate what is multiplied by
     */
    record Chosen(Methodology methodology, Attribution attribution, Candidate candidate) {

        Chosen with(Candidate another) {
            return new Chosen(methodology, attribution, another);
        }
    }

    static boolean isTravel(ActivityFamily family) {
        return family == ActivityFamily.TRAVEL || family == ActivityFamily.COMMUTE;
    }
}
