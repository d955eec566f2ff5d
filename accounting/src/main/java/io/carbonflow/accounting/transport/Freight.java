package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.calculation.RefusalCode;

/**
 * Reads freight as ISO 14083 and the GLEC Framework see it: a chain of elements, each a movement or the handling in a
 * hub, whose results add up to the chain's. docs/reference/freight.md has the fields.
 */
public final class Freight {

    private static final String CARRIED = "carried_kg_co2e_wtw";

    private final Predicate<String> hasFactor;

    private Freight(Predicate<String> hasFactor) {
        this.hasFactor = hasFactor;
    }

    /**
     * What an event's freight comes to.
     *
     * @param input what the event says
     * @param hasFactor whether the library has a factor for an activity, wherever and whenever; asked only for goods that
     *            are cooled
     * @return its elements, or every reason why there are none
     */
    public static FreightReading read(FreightInput input, Predicate<String> hasFactor) {
        var reasons = new ArrayList<Refusal>();
        Map<String, Object> values = values(input);
        List<Leg> legs = new Freight(hasFactor).legs(input.activity(), values, reasons);
        return reasons.isEmpty() ? new FreightReading.Legs(legs)
                : new FreightReading.Unreadable(reasons.stream().distinct().toList());
    }

    private static Map<String, Object> values(FreightInput input) {
        var values = new HashMap<String, Object>(input.attributes());
        putStated(values, "quantity", input.quantity());
        putStated(values, "unit", input.unit());
        putStated(values, "mass", input.mass());
        putStated(values, "mass_unit", input.massUnit());
        putStated(values, "distance", input.distance());
        putStated(values, "distance_unit", input.distanceUnit());
        putStated(values, CARRIED, input.carriedKgCo2eWtw());
        return values;
    }

    private static void putStated(Map<String, Object> values, String name, Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private List<Leg> legs(String activity, Map<String, Object> values, List<Refusal> reasons) {
        var fields = new Fields("", values, reasons);
        if (!fields.has(Chain.LEGS)) {
            return element(null, activity, fields).map(List::of).orElse(List.of());
        }
        if (fields.hasAny("quantity", "unit", "distance", CARRIED)) {
            fields.refuse(RefusalCode.FIELD_INVALID, Chain.LEGS,
                    "legs has the quantities, distances and carried masses of a chain; state them there and not beside it");
        }
        var legs = new ArrayList<Leg>();
        for (Chain.Part part : Chain.read(values, reasons)) {
            element(part.element(), part.activity(), part.fields()).ifPresent(legs::add);
        }
        return legs;
    }

    private Optional<Leg> element(String element, String activity, Fields fields) {
        Optional<Mode> mode = Mode.of(activity);
        if (mode.isEmpty()) {
            return fields.refuse(RefusalCode.ACTIVITY_UNKNOWN, "activity",
                    "activity '%s' names no mode; freight is by road, rail, sea, air or inland_waterway, or in a hub"
                        .formatted(activity));
        }
        Optional<BigDecimal> carried = carried(fields);
        String kind = TemperatureControl.of(activity, fields, hasFactor);
        Optional<Worked> worked = VehicleEnergy.isStated(fields)
                ? VehicleEnergy.read(fields, mode.get())
                : mode.get() == Mode.HUB ? Handling.read(fields) : Movement.read(fields, mode.get());
        return worked.map(work -> {
            var notices = new ArrayList<>(work.notices());
            TemperatureControl.notice(activity, kind, work.factorActivity() != null, fields).ifPresent(notices::add);
            String factorActivity = work.factorActivity() == null ? kind : work.factorActivity();
            return new Leg(element, kind, factorActivity, work.quantity(), work.basis(), carried.orElse(null), notices);
        });
    }

    private static Optional<BigDecimal> carried(Fields fields) {
        return fields.decimal(CARRIED, BigDecimal.ZERO, Fields.AMOUNT_MAX);
    }
}
