package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.allocation.AllocationKeys;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;
import io.carbonflow.accounting.transport.Freight;
import io.carbonflow.accounting.transport.FreightInput;
import io.carbonflow.accounting.transport.Leg;

/**
 * From an activity to its emissions, by the factors and rules of one moment. The same activity, library and rules give
 * the same bytes. Safe for any number of threads; keep one as long as its library and rules are in force, because it
 * remembers what it decided.
 */
public final class EmissionCalculator {

    /** What the ledger's decimal columns hold: 38 digits, 6 of them after the point. */
    private static final BigDecimal KILOGRAMS_MAX = BigDecimal.TEN.pow(30);
    /** A plan takes some tens of kilobytes; beyond this many all are decided anew. */
    private static final int PLANS_MAX = 4_000;
    private static final String FREIGHT = "freight.";

    private final FactorLibrary library;
    private final Policy policy;
    private final KeyReader keys;
    private final PlanCompiler compiler;
    private final Map<PlanKey, Plan> plans = new ConcurrentHashMap<>();
    private volatile Set<String> activitiesWithFactor;

    /** A calculator for one company. */
    public EmissionCalculator(FactorLibrary library, TenantRules rules) {
        this.library = requireNonNull(library, "library is null");
        this.policy = rules.policy();
        AllocationKeys allocationKeys = AllocationKeys.of(rules.allocationKeys());
        this.keys = new KeyReader(rules, allocationKeys);
        this.compiler = new PlanCompiler(library, rules, allocationKeys, keys.attributes());
    }

    /** Works the activity out, or says everything that keeps it from being worked out. */
    public Calculation calculate(ActivityData activity) {
        return activity.activity().startsWith(FREIGHT) ? freight(activity) : single(activity);
    }

    private Calculation single(ActivityData activity) {
        Item item = Item.of(activity);
        int given = given(activity, item);
        Plan plan = plan(item, given);
        if (plan.isUndecided() || !ReceivedQuantity.isSound(activity.quantity()) || bringsFigures(activity)) {
            List<Refusal> faults = faults(activity, given);
            if (!faults.isEmpty()) {
                return new Calculation.Refused(faults);
            }
        }
        return calculated(new Quantity(item.amount(), plan.unit()), List.of(item), List.of(plan));
    }

    private static boolean bringsFigures(ActivityData activity) {
        return activity.supplierFactor() != null || activity.carriedGridIntensity() != null;
    }

    private static List<Refusal> faults(ActivityData activity, int given) {
        return ActivityCatalogue.find(activity.activity())
            .map(type -> ReceivedQuantity.of(activity, type)
                .fold(quantity -> CarriedFigures.faults(activity, quantity.unit(), given), reasons -> reasons))
            .orElseGet(() -> List.of(new Refusal(RefusalCode.ACTIVITY_UNKNOWN, "activity",
                    ActivityCatalogue.unknown(activity.activity()))));
    }

    private Calculation freight(ActivityData activity) {
        FreightDetails details = activity.freight();
        if (ActivityCatalogue.find(activity.activity()).isEmpty()) {
            return new Calculation.Refused(faults(activity, 0));
        }
        var input = new FreightInput(activity.activity(), activity.quantity(), activity.unit(), details.mass(),
                details.massUnit(), details.distance(), details.distanceUnit(), details.carriedKgCo2eWtw(),
                activity.attributes());
        return Freight.read(input, this::hasFactor).fold(legs -> legs(activity, legs), Calculation.Refused::new);
    }

    private Calculation legs(ActivityData activity, List<Leg> legs) {
        var items = new ArrayList<Item>(legs.size());
        var plans = new ArrayList<Plan>(legs.size());
        for (Leg leg : legs) {
            var item = new Item(activity, leg.element(), leg.activity(), leg.factorActivity(), leg.quantity().amount(),
                    leg.quantity().unit().code(), leg.basis().orElse(null), leg.carriedKgCo2eWtw(), leg.notices());
            int given = given(activity, item);
            List<Refusal> faults = faults(item, leg.quantity().unit(), given);
            if (!faults.isEmpty()) {
                return new Calculation.Refused(faults);
            }
            items.add(item);
            plans.add(plan(item, given));
        }
        return calculated(received(activity, legs), items, plans);
    }

    private static List<Refusal> faults(Item leg, Unit unit, int given) {
        if (!ReceivedQuantity.isSound(leg.amount())) {
            return List.of(new Refusal(RefusalCode.OUT_OF_RANGE, "quantity", "%s is %s %s, allowed is at most %s"
                .formatted(leg.element() == null ? "the quantity" : leg.element(), leg.amount().toPlainString(), unit,
                        ReceivedQuantity.AMOUNT_MAX.toPlainString())));
        }
        return bringsFigures(leg.of()) ? CarriedFigures.faults(leg.of(), unit, given) : List.of();
    }

    /** What the sender stated; else what was worked out, of a chain in the first leg's unit as far as the legs share it. */
    private static Quantity received(ActivityData activity, List<Leg> legs) {
        Unit unit = activity.unit() == null ? null : Unit.find(activity.unit()).orElse(null);
        if (activity.quantity() != null && unit != null) {
            return new Quantity(activity.quantity(), unit);
        }
        Quantity sum = legs.get(0).quantity();
        for (Leg leg : legs.subList(1, legs.size())) {
            if (leg.quantity().unit().convertsTo(sum.unit())) {
                sum = new Quantity(sum.amount().add(leg.quantity().in(sum.unit()).amount()), sum.unit());
            }
        }
        return sum;
    }

    private Calculation calculated(Quantity received, List<Item> items, List<Plan> planned) {
        var results = new ArrayList<EmissionResult>(4);
        var reasons = new ArrayList<Refusal>(0);
        boolean isHeld = true;
        for (int i = 0; i < items.size(); i++) {
            Plan plan = planned.get(i);
            isHeld &= plan.reasons().isEmpty() || plan.isHeld();
            reasons.addAll(plan.reasons());
            for (ResultPlan result : plan.results()) {
                result.calculate(items.get(i), results, reasons);
            }
        }
        if (!reasons.isEmpty()) {
            boolean waits = isHeld && planned.stream().anyMatch(Plan::isHeld);
            return waits ? new Calculation.Held(reasons) : new Calculation.Refused(reasons);
        }
        for (EmissionResult result : results) {
            if (result.co2e().kilograms().compareTo(KILOGRAMS_MAX) >= 0) {
                return new Calculation.Refused(List.of(new Refusal(RefusalCode.OUT_OF_RANGE, "quantity",
                        "the result is %s kg CO2e, allowed is below %s".formatted(result.co2e()
                            .kilograms()
                            .toPlainString(), KILOGRAMS_MAX.toPlainString()))));
            }
        }
        return new Calculation.Calculated(received, results);
    }

    private int given(ActivityData activity, Item item) {
        int given = 0;
        given |= policy.usesCarriedGridIntensity() && activity.carriedGridIntensity() != null
                ? Given.GRID_INTENSITY.bit()
                : 0;
        given |= policy.usesSupplierFactors() && activity.supplierFactor() != null ? Given.SUPPLIER_FACTOR.bit() : 0;
        given |= policy.usesCarrierFigures() && item.carrierKilograms() != null ? Given.CARRIER_FIGURE.bit() : 0;
        given |= activity.freight().mass() != null ? Given.MASS.bit() : 0;
        given |= activity.freight().distance() != null ? Given.DISTANCE.bit() : 0;
        given |= item.element() != null ? Given.LEGS.bit() : 0;
        return given;
    }

    private Plan plan(Item item, int given) {
        PlanKey key = keys.key(item, given);
        Plan known = plans.get(key);
        if (known != null) {
            return known;
        }
        Plan plan = compile(item, given);
        if (plan.isUndecided()) {
            return plan; // what is wrong with one event is not remembered of the next
        }
        if (plans.size() >= PLANS_MAX) {
            plans.clear();
        }
        plans.put(key, plan);
        return plan;
    }

    private Plan compile(Item item, int given) {
        Optional<ActivityType> type = ActivityCatalogue.find(item.activity());
        Optional<Unit> unit = item.unit() == null ? Optional.empty() : Unit.find(item.unit());
        boolean isMeasured = type.isPresent() && unit.isPresent()
                && (type.get().accepts(unit.get()) || type.get().family() == ActivityFamily.FREIGHT);
        if (!isMeasured || !ReceivedQuantity.isSound(item.amount())
                || !CarriedFigures.faults(item.of(), unit.get(), given).isEmpty()) {
            return Plan.UNDECIDED;
        }
        return compiler.compile(item, type.get(), unit.get(), given);
    }

    private boolean hasFactor(String activity) {
        Set<String> known = activitiesWithFactor;
        if (known == null) {
            var all = new HashSet<String>();
            library.editions()
                .forEach(published -> published.edition().factors().forEach(factor -> all.add(factor.activity())));
            known = Set.copyOf(all);
            activitiesWithFactor = known;
        }
        return known.contains(activity);
    }
}
