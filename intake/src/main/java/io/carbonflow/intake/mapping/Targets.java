package io.carbonflow.intake.mapping;

import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.intake.json.Quote;

/** The fields of an activity that a mapping may fill. */
final class Targets {

    private static final Set<String> TIMES = Set.of("occurred_at", "period_start", "period_end", "revision");
    private static final Set<String> KNOWN = Set.of("id", "kind", "activity", "quantity", "unit", "occurred_at",
            "period_start", "period_end", "source_id", "facility_id", "supplier_id", "product_id", "country",
            "subdivision", "data_quality", "revision", "operation", "ordered_by", "replaces_event_id");
    /** Numbers, so that a decimal comma of the document is read; every other field may hold digits that are a name. */
    private static final Set<String> NUMBERS = Set.of("quantity", "attributes.mass", "attributes.distance",
            "attributes.teu", "attributes.load", "attributes.capacity", "attributes.load_factor",
            "attributes.empty_running", "attributes.energy", "attributes.total_transport", "attributes.total_mass",
            "attributes.distance_adjustment", "attributes.carried_kg_co2e_wtw", "attributes.origin_lat",
            "attributes.origin_lon", "attributes.destination_lat", "attributes.destination_lon",
            "attributes.grid_carbon_intensity_gco2_kwh", "attributes.supplier_factor.kg_co2e_per_unit");
    private static final String ATTRIBUTES = "attributes.";

    private Targets() {}

    static boolean isKnown(String target) {
        return KNOWN.contains(target) || target.startsWith(ATTRIBUTES) && target.length() > ATTRIBUTES.length()
                && target.length() <= Version.LENGTH_MAX;
    }

    static String unknown(String target) {
        return Quote.of(target) + " is no field of an activity; known are attributes.<name>, "
                + String.join(", ", new TreeSet<>(KNOWN));
    }

    static boolean isTime(String target) {
        return TIMES.contains(target);
    }

    static boolean isNumber(String target) {
        return NUMBERS.contains(target);
    }

    /** The field that has the unit of this one; null where it has none. */
    static String unitOf(String target) {
        if (target.equals("quantity")) {
            return "unit";
        }
        if (target.equals("attributes.supplier_factor.kg_co2e_per_unit")) {
            return "attributes.supplier_factor.unit";
        }
        return target.startsWith(ATTRIBUTES) ? target + "_unit" : null;
    }
}
