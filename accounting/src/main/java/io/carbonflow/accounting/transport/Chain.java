package io.carbonflow.accounting.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.receipt.JsonReader;

/** The parts of a transport chain from the JSON text of {@code attributes.legs}. */
final class Chain {

    static final String LEGS = "legs";
    static final int LEGS_MAX = 100;

    private static final Set<String> FIELDS = Set.of("activity", "hub", "quantity", "unit", "mass", "mass_unit", "teu",
            "distance", "distance_unit", "distance_kind", "distance_adjustment", "origin_lat", "origin_lon",
            "destination_lat", "destination_lon", "basis", "load", "load_unit", "capacity", "capacity_unit",
            "load_factor",
            "empty_running", "energy_activity", "energy", "energy_unit", "total_transport", "total_transport_unit",
            "total_mass", "total_mass_unit", "temperature_controlled", "carried_kg_co2e_wtw");
    /** What the legs have from the event where they do not say otherwise. */
    private static final List<String> COMMON = List.of("mass", "mass_unit", "teu", "temperature_controlled");

    /**
     * One part of a chain.
     *
     * @param element its name
     * @param activity what it is
     * @param fields what is stated of it
     */
    record Part(String element, String activity, Fields fields) {}

    private Chain() {}

    /** The parts in their order; every one that cannot be read is a reason instead. */
    static List<Part> read(Map<String, Object> event, List<Refusal> reasons) {
        List<?> legs = legs(String.valueOf(event.get(LEGS)), reasons);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < legs.size(); i++) {
            String name = "%s[%d]".formatted(LEGS, i);
            if (legs.get(i) instanceof Map<?, ?> leg) {
                part(i + 1, name + ".", leg, event, reasons).ifPresent(parts::add);
            } else {
                reasons.add(new Refusal(RefusalCode.FIELD_INVALID, name, name + " is no JSON object"));
            }
        }
        return parts;
    }

    private static List<?> legs(String json, List<Refusal> reasons) {
        String allowed = "legs is a JSON array of 1 to " + LEGS_MAX + " legs";
        try {
            if (new JsonReader(json).read() instanceof List<?> legs && !legs.isEmpty() && legs.size() <= LEGS_MAX) {
                return legs;
            }
            reasons.add(new Refusal(RefusalCode.FIELD_INVALID, LEGS, allowed));
        } catch (IllegalArgumentException e) {
            reasons.add(new Refusal(RefusalCode.FIELD_INVALID, LEGS, allowed + "; " + e.getMessage()));
        }
        return List.of();
    }

    private static Optional<Part> part(int number, String prefix, Map<?, ?> leg, Map<String, Object> event,
            List<Refusal> reasons) {
        var values = new HashMap<String, Object>();
        COMMON.stream().filter(event::containsKey).forEach(name -> values.put(name, event.get(name)));
        if (leg.containsKey("mass") || leg.containsKey("teu")) {
            values.keySet().removeAll(List.of("mass", "mass_unit", "teu"));
        }
        leg.forEach((name, value) -> values.put(name.toString(), value));
        var fields = new Fields(prefix, values, reasons);
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(FIELDS);
        unknown.forEach(name -> fields.refuse(RefusalCode.FIELD_INVALID, name, name + " is no field of a leg"));
        values.forEach((name, value) -> {
            if (value instanceof List || value instanceof Map) {
                fields.refuse(RefusalCode.FIELD_INVALID, name, name + " is a text, a number, true or false");
            }
        });
        return activity(fields).map(activity -> new Part("leg-" + number, activity, fields));
    }

    private static Optional<String> activity(Fields fields) {
        if (fields.has("activity") == fields.has("hub")) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "activity", "a leg has either activity or hub");
        }
        String code = fields.has("hub") ? "freight.hub." + fields.text("hub") : fields.text("activity");
        boolean isFreight = ActivityCatalogue.find(code)
            .filter(type -> type.family() == ActivityFamily.FREIGHT)
            .isPresent();
        return isFreight ? Optional.of(code)
                : fields.refuse(RefusalCode.ACTIVITY_UNKNOWN, fields.has("hub") ? "hub" : "activity",
                        "'%s' is no activity of freight".formatted(code));
    }
}
