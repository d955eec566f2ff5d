package io.carbonflow.accounting.attribution;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

import io.carbonflow.accounting.activity.ActivityFamily;

/**
 * The default table of scope and category, first match wins. An immutable list of named rules, so that another version
 * can stand beside it.
 */
public final class AttributionRules {

    private static final EnumSet<ActivityFamily> ENERGY_AND_FUEL = EnumSet.of(ActivityFamily.PURCHASED_ENERGY,
            ActivityFamily.FUEL, ActivityFamily.REFRIGERANT, ActivityFamily.PROCESS);
    private static final EnumSet<ActivityFamily> PURCHASE = EnumSet.of(ActivityFamily.SPEND, ActivityFamily.PRODUCT,
            ActivityFamily.WATER_SUPPLY);

    private static final AttributionRules DEFAULTS = new AttributionRules("default", 1, List.of(
            stage("upstream_leased", 8),
            stage("processing", 10),
            stage("use", 11),
            stage("end_of_life", 12),
            stage("downstream_leased", 13),
            stage("franchise", 14),
            stage("investment", 15),
            scope1("own_fleet", it -> it.ownFleet() && !it.bySupplier()),
            scope3("capital_goods", 2, it -> it.capital() && (isPurchase(it) || isSupplied(it))),
            scope3("purchased_goods_and_services", 1, it -> isPurchase(it) || isSupplied(it)),
            scope2("purchased_energy", it -> it.family() == ActivityFamily.PURCHASED_ENERGY),
            scope1("own_fuel_and_refrigerant", it -> it.family() == ActivityFamily.FUEL
                    || it.family() == ActivityFamily.REFRIGERANT),
            scope3("downstream_transportation", 9, it -> isFreight(it) && "outbound".equals(it.direction())
                    && "customer".equals(it.paidBy())),
            scope3("upstream_transportation", 4, it -> isFreight(it) && isPlain(it)),
            assumed("upstream_transportation_assumed", 4, AttributionRules::isFreight),
            scope3("waste_generated_in_operations", 5, it -> it.family() == ActivityFamily.WASTE
                    || it.family() == ActivityFamily.WATER_TREATMENT),
            scope3("business_travel", 6, it -> it.family() == ActivityFamily.TRAVEL),
            scope3("employee_commuting", 7, it -> it.family() == ActivityFamily.COMMUTE),
            scope3("franchises", 14, it -> it.family() == ActivityFamily.FRANCHISE),
            scope3("investments", 15, it -> it.family() == ActivityFamily.INVESTMENT),
            assumed("upstream_leased_assets_assumed", 8, it -> it.family() == ActivityFamily.LEASED_ASSET),
            assumed("use_of_sold_products_assumed", 11, it -> it.family() == ActivityFamily.SOLD_PRODUCT),
            scope1("process_emissions", it -> it.family() == ActivityFamily.PROCESS),
            assumed("reported_by_others_assumed", 1, it -> it.family() == ActivityFamily.REPORTED)));

    private final String id;
    private final int version;
    private final List<Rule> rules;

    private AttributionRules(String id, int version, List<Rule> rules) {
        this.id = id;
        this.version = version;
        this.rules = rules;
    }

    /** The rules that ship. */
    public static AttributionRules defaults() {
        return DEFAULTS;
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    /** Scope and category of an activity in these circumstances; the last rules leave no family out. */
    public Attribution attribute(Circumstances circumstances) {
        for (Rule rule : rules) {
            if (rule.when().test(circumstances)) {
                return rule.then();
            }
        }
        throw new IllegalStateException("no attribution rule for " + circumstances);
    }

    private static boolean isPurchase(Circumstances it) {
        return PURCHASE.contains(it.family());
    }

    private static boolean isSupplied(Circumstances it) {
        return it.bySupplier() && ENERGY_AND_FUEL.contains(it.family());
    }

    private static boolean isFreight(Circumstances it) {
        return it.family() == ActivityFamily.FREIGHT;
    }

    /** Inbound and internal freight is ours whoever pays; outbound freight only where it says that we do. */
    private static boolean isPlain(Circumstances it) {
        return "inbound".equals(it.direction()) || "internal".equals(it.direction())
                || ("outbound".equals(it.direction()) && "us".equals(it.paidBy()));
    }

    private static Rule stage(String stage, int category) {
        return scope3(stage, category, it -> stage.equals(it.lifecycleStage()));
    }

    private static Rule scope1(String name, Predicate<Circumstances> when) {
        return new Rule(when, new Attribution(1, OptionalInt.empty(), name, false));
    }

    private static Rule scope2(String name, Predicate<Circumstances> when) {
        return new Rule(when, new Attribution(2, OptionalInt.empty(), name, false));
    }

    private static Rule scope3(String name, int category, Predicate<Circumstances> when) {
        return new Rule(when, new Attribution(3, OptionalInt.of(category), name, false));
    }

    private static Rule assumed(String name, int category, Predicate<Circumstances> when) {
        return new Rule(when, new Attribution(3, OptionalInt.of(category), name, true));
    }

    private record Rule(Predicate<Circumstances> when, Attribution then) {}
}
