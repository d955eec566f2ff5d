package io.carbonflow.gateway.telematics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * One trip of a vehicle. What it burned or charged is the activity; only where neither is known it is the goods moved, or
 * the distance driven: never two of them, because they are the same emission told twice.
 */
final class Trip {

    private static final Map<String, String> FUELS = Map.ofEntries(Map.entry("diesel", "fuel.diesel"),
            Map.entry("petrol", "fuel.petrol"), Map.entry("gasoline", "fuel.petrol"), Map.entry("lpg", "fuel.lpg"),
            Map.entry("cng", "fuel.cng"), Map.entry("lng", "fuel.lng"), Map.entry("biodiesel", "fuel.biodiesel"),
            Map.entry("hvo", "fuel.biofuel.hvo"), Map.entry("bioethanol", "fuel.bioethanol"));
    private static final Map<String, String> VEHICLES = Map.of("hgv", "freight.road.hgv", "truck", "freight.road.hgv",
            "van", "freight.road.van");
    private static final BigDecimal TOLERATED_SHARE = new BigDecimal("0.02");
    private static final BigDecimal TOLERATED_KM = BigDecimal.ONE;
    private static final int DIGITS = 20;

    private final TripFields fields;
    private final ActivityContract contract;
    private final Instant receivedAt;
    private final List<String> warnings = new ArrayList<>();

    Trip(JsonNode trip, Times times, ActivityContract contract, Instant receivedAt) {
        this.fields = new TripFields(trip, times, new Reasons());
        this.contract = contract;
        this.receivedAt = receivedAt;
    }

    /** One verdict; two where the vehicle burned fuel and drew electricity. */
    List<Verdict> verdicts() {
        Reasons reasons = fields.reasons();
        String vehicle = fields.required("vehicle_id", "vehicleId");
        Instant start = fields.time("start_time", "startMs");
        Instant end = fields.time("end_time", "endMs");
        String trip = fields.id("trip_id", "tripId");
        if (start != null && end != null && !end.isAfter(start)) {
            reasons.add(ReasonCode.FIELD_INVALID, "end_time",
                    "end_time is after start_time, " + start + ", found " + end);
        }
        String id = vehicle == null || trip == null && start == null ? null
                : "trip:" + vehicle + ":" + (trip == null ? start.toString() : trip);
        BigDecimal fuel = fields.amount("fuel_l", "fuelConsumedMl");
        BigDecimal energy = fields.amount("energy_kwh", null);
        BigDecimal payload = fields.amount("payload_kg", null);
        BigDecimal distance = distance();
        String fuelActivity = fuel == null || fuel.signum() == 0 ? null : fuelActivity();
        Instant revised = fields.optionalTime("updated_at");
        fields.id("facility_id");
        fields.id("supplier_id");
        if (!reasons.isEmpty()) {
            return List.of(reasons.refusal(id, vehicle));
        }
        var verdicts = new ArrayList<Verdict>();
        ObjectNode base = base(id, vehicle, start, end, distance, payload);
        if (fuelActivity != null) {
            verdicts.add(examined(measured(base, "energy", fuelActivity, fuel, "L"), revised));
        }
        if (energy != null && energy.signum() > 0) {
            ObjectNode charged = measured(base, "energy", "electricity.grid", energy, "kWh");
            verdicts.add(examined(charged.put("id", fuelActivity == null ? id : id + ":electricity"), revised));
        }
        if (!verdicts.isEmpty()) {
            return verdicts;
        }
        if (distance == null) {
            return List.of(Reasons.only(id, vehicle, ReasonCode.FIELD_MISSING, "fuel_l",
                    "a trip has fuel_l with fuel_type, energy_kwh, or distance_km with payload_kg"));
        }
        return List.of(distance.signum() == 0 ? new Verdict.Context(id, vehicle, "vehicle_stood")
                : examined(moved(base, distance, payload), revised));
    }

    /** The distance stated, else the odometer's; one that goes backwards is refused. */
    private BigDecimal distance() {
        BigDecimal stated = fields.amount("distance_km", "distanceMeters");
        BigDecimal first = fields.amount("odometer_start_km", "startOdometer");
        BigDecimal last = fields.amount("odometer_end_km", "endOdometer");
        if (first == null || last == null) {
            return stated;
        }
        if (last.compareTo(first) < 0) {
            fields.reasons()
                .add(ReasonCode.FIELD_INVALID, "odometer_end_km", "odometer_end_km is not less than "
                        + "odometer_start_km, %s, found %s".formatted(first.toPlainString(), last.toPlainString()));
            return stated;
        }
        BigDecimal driven = last.subtract(first);
        if (stated == null) {
            return driven;
        }
        BigDecimal off = driven.subtract(stated).abs();
        if (off.compareTo(TOLERATED_KM) > 0 && off.compareTo(stated.multiply(TOLERATED_SHARE)) > 0) {
            warnings.add("distance_km is %s, by the odometer it is %s; distance_km is taken".formatted(
                    stated.toPlainString(), driven.toPlainString()));
        }
        return stated;
    }

    private String fuelActivity() {
        String type = fields.id("fuel_type");
        if (type == null) {
            fields.reasons()
                .add(ReasonCode.FIELD_MISSING, "fuel_type", "fuel_type is required beside fuel: one of "
                        + String.join(", ", new TreeSet<>(FUELS.keySet())));
            return null;
        }
        String activity = FUELS.get(type.toLowerCase(Locale.ROOT));
        if (activity == null) {
            fields.reasons()
                .add(ReasonCode.FIELD_INVALID, "fuel_type", "fuel_type is one of %s, found %s".formatted(
                        String.join(", ", new TreeSet<>(FUELS.keySet())), Quote.of(type)));
        }
        return activity;
    }

    private ObjectNode base(String id, String vehicle, Instant start, Instant end, BigDecimal distance,
            BigDecimal payload) {
        ObjectNode activity = JsonNodeFactory.instance.objectNode();
        activity.put("id", id)
            .put("source_id", vehicle)
            .put("period_start", start.toString())
            .put("period_end",
                    end.toString());
        for (String name : Set.of("facility_id", "supplier_id")) {
            String text = fields.id(name);
            if (text != null) {
                activity.put(name, text);
            }
        }
        String country = fields.node("country").asText("").toUpperCase(Locale.ROOT);
        if (Fields.isCountry(country)) {
            activity.put("country", country);
        }
        ObjectNode attributes = activity.putObject("attributes").put("vehicle_id", vehicle);
        boolean own = fields.node("own_fleet").asBoolean(!activity.has("supplier_id"));
        if (own) {
            attributes.put("own_fleet", "true");
        }
        describe(attributes, "trip_distance_km", distance);
        describe(attributes, "trip_payload_kg", payload);
        if (!warnings.isEmpty()) {
            attributes.put("warnings", String.join("; ", warnings));
        }
        return activity;
    }

    private static void describe(ObjectNode attributes, String name, BigDecimal amount) {
        if (amount != null) {
            attributes.put(name, amount.toPlainString());
        }
    }

    private static ObjectNode measured(ObjectNode base, String kind, String activity, BigDecimal amount, String unit) {
        return base.deepCopy()
            .put("kind", kind)
            .put("activity", activity)
            .put("quantity", amount.toPlainString())
            .put("unit", unit)
            .put("data_quality", "measured");
    }

    private ObjectNode moved(ObjectNode base, BigDecimal distance, BigDecimal payload) {
        String code = VEHICLES.getOrDefault(fields.node("vehicle_type").asText("").toLowerCase(Locale.ROOT),
                "freight.road.hgv");
        if (payload == null || payload.signum() == 0) {
            return measured(base, "logistics", code, distance, "vehicle.km");
        }
        ObjectNode activity = base.deepCopy().put("kind", "logistics").put("activity", code);
        activity.withObjectProperty("attributes")
            .put("mass", payload.toPlainString())
            .put("mass_unit", "kg")
            .put("distance", distance.toPlainString())
            .put("distance_unit", "km");
        return activity;
    }

    private Verdict examined(ObjectNode activity, Instant revised) {
        Verdict verdict = contract.examine(activity, receivedAt);
        if (revised != null && verdict instanceof Verdict.Accepted accepted) {
            String millis = Long.toString(revised.toEpochMilli());
            accepted.activity().setRevision("0".repeat(DIGITS - millis.length()) + millis);
            return new Verdict.Accepted(accepted.activity(), accepted.activity().getSourceId());
        }
        return verdict;
    }
}
