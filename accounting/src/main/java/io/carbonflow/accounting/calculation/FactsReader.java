package io.carbonflow.accounting.calculation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.organisation.Placement;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.rules.Facts;

/** States what rules may look at. */
final class FactsReader {

    private final String tenant;
    private final List<String> attributes;
    private final MarketChoice market;

    /**
     * A reader.
     *
     * @param attributes the names of those that rules look at
     */
    FactsReader(String tenant, List<String> attributes, MarketChoice market) {
        this.tenant = tenant;
        this.attributes = attributes;
        this.market = market;
    }

    Facts of(Item item, ActivityType type, Unit unit, Placement placement, int given, LocalDate day) {
        Facts facts = facts(item, type, unit, placement, Given.codes(given), day);
        if (!market.covers(facts)) {
            return facts;
        }
        Set<String> withInstruments = new TreeSet<>(facts.given());
        withInstruments.add(Given.INSTRUMENTS);
        return facts(item, type, unit, placement, withInstruments, day);
    }

    private Facts facts(Item item, ActivityType type, Unit unit, Placement placement, Set<String> given,
            LocalDate day) {
        ActivityData activity = item.of();
        return new Facts(tenant, activity.kind().code(), item.activity(), code(type.family()), activity.country(),
                activity.subdivision(), activity.industry(), activity.dataQuality(), code(unit.dimension()),
                activity.facilityId(), activity.supplierId(), activity.productId(), activity.sourceId(),
                relation(activity, placement), day, given, attributes(activity));
    }

    private static String relation(ActivityData activity, Placement placement) {
        String stage = activity.lifecycleStage();
        return stage != null && Relation.find(stage).isPresent() ? stage : placement.relation().code();
    }

    private Map<String, String> attributes(ActivityData activity) {
        var known = new HashMap<>(activity.attributes());
        put(known, "direction", activity.freight().direction());
        put(known, "paid_by", activity.freight().paidBy());
        put(known, "lifecycle_stage", activity.lifecycleStage());
        put(known, "own_fleet", activity.ownFleet() ? "true" : null);
        put(known, "capital", activity.capital() ? "true" : null);
        known.keySet().retainAll(attributes);
        known.values().removeIf(value -> value == null);
        return known;
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
