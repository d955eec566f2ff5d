package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.intake.json.Quote;

/**
 * An IoT reading as sensors send it. With its energy in kWh it becomes an activity {@code electricity.grid}; with a
 * {@code value} it becomes the activity its sensor is registered to measure, in its own unit or the registered one. What the
 * sensor calls its energy source goes with it, for methods that ask for the contract behind the electricity; where it was
 * drawn from, by location, is the grid. A carried grid intensity goes with it, too.
 */
public class ReadingContract {

    private static final String GRID = "electricity.grid";

    private final ContractConfig config;

    public ReadingContract(ContractConfig config) {
        this.config = config;
    }

    /** What is measured. */
    private record Measured(BigDecimal amount, String unit, String activity, ActivityKind kind) {}

    /** What the contract says of one item where nobody is registered. */
    public Verdict examine(JsonNode item, Instant receivedAt) {
        return examine(item, receivedAt, sensor -> Optional.empty());
    }

    /**
     * What the contract says of one item, with all reasons at once.
     *
     * @param registered the registration of a sensor by its id
     */
    public Verdict examine(JsonNode item, Instant receivedAt,
            Function<String, Optional<DeviceRegistration>> registered) {
        if (!item.isObject()) {
            return Reasons.only(ReasonCode.MALFORMED, null, "a reading is a JSON object, found a JSON "
                    + item.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        var reasons = new Reasons();
        var fields = new Fields(item, reasons);
        String sensor = fields.requiredId("sensor_id");
        boolean isValue = fields.has("value") && !fields.has("energy_kwh");
        Optional<DeviceRegistration> device = isValue && sensor != null ? registered.apply(sensor) : Optional.empty();
        boolean isWaiting = isValue && !fields.has("unit") && sensor != null && device.isEmpty();
        Measured measured = isValue ? value(fields, device.orElse(null), isWaiting) : energy(fields);
        BigDecimal intensity = fields.decimal("grid_carbon_intensity_gco2_kwh");
        Instant timestamp = fields.required("timestamp") ? fields.time("timestamp", Times.at(receivedAt, config))
                : null;
        String givenId = fields.id("event_id");
        String source = fields.id("energy_source");
        var activity = new RawActivity();
        activity.setFacilityId(fields.id("facility_id"));
        activity.setSupplierId(fields.id("supplier_id"));
        activity.setCountry(fields.country("country_iso2"));
        String id = idOf(fields, givenId, sensor, timestamp);
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, sensor);
        }
        if (isWaiting) {
            return new Verdict.Held(id, sensor, List.of(new Reason(ReasonCode.SOURCE_UNKNOWN.name(), "unit",
                    "the reading has no unit and the sensor " + Quote.of(sensor) + " is not registered; it waits until"
                            + " PUT /v1/devices/{id} of the query service registers it with its unit")));
        }
        activity.setEventId(id);
        activity.setSourceId(sensor);
        activity.setKind(measured.kind());
        activity.setActivity(measured.activity());
        activity.setQuantity(measured.amount().toPlainString());
        activity.setUnit(measured.unit());
        activity.setOccurredAt(timestamp);
        activity.setDataQuality("measured");
        activity.setAttributes(Map.of());
        activity.setBody(measured.kind() == ActivityKind.ENERGY
                ? new EnergyBody(source, intensity == null ? null : intensity.toPlainString(), null, null)
                : new SupplierBody(null));
        return new Verdict.Accepted(activity);
    }

    private static Measured energy(Fields fields) {
        BigDecimal energy = fields.required("energy_kwh") ? fields.decimal("energy_kwh") : null;
        return new Measured(energy, "kWh", GRID, ActivityKind.ENERGY);
    }

    /** @param isWaiting whether nobody can say the unit yet */
    private static Measured value(Fields fields, DeviceRegistration device, boolean isWaiting) {
        BigDecimal amount = fields.decimal("value");
        Unit unit = isWaiting ? null : unit(fields, device);
        String code = device == null || device.getActivity() == null ? GRID : device.getActivity();
        var type = ActivityCatalogue.find(code).filter(known -> isOfMeter(known.kind())).orElse(null);
        if (type == null) {
            fields.reasons()
                .add(ReasonCode.ACTIVITY_UNKNOWN, "activity", Quote.of(code)
                        + ", which the sensor is registered to measure, is no energy or supply that we know");
            return null;
        }
        if (unit != null) {
            UnitRule.check(unit, code, type, "unit", fields.reasons());
        }
        return new Measured(amount, unit == null ? null : unit.code(), code, ActivityKind.valueOf(type.kind().name()));
    }

    private static Unit unit(Fields fields, DeviceRegistration device) {
        if (fields.has("unit")) {
            return UnitRule.read(fields, "unit");
        }
        String registered = device == null ? null : device.getUnit();
        var unit = registered == null ? Optional.<Unit>empty() : Unit.find(registered.strip());
        if (unit.isEmpty()) {
            fields.reasons()
                .add(ReasonCode.UNIT_UNKNOWN, "unit", registered == null
                        ? "neither the reading nor the registration of its sensor says the unit of value"
                        : Quote.of(registered) + ", the unit its sensor is registered with, is not a unit we know");
        }
        return unit.orElse(null);
    }

    private static boolean isOfMeter(io.carbonflow.accounting.activity.ActivityKind kind) {
        return kind == io.carbonflow.accounting.activity.ActivityKind.ENERGY
                || kind == io.carbonflow.accounting.activity.ActivityKind.SUPPLIER;
    }

    private static String idOf(Fields fields, String givenId, String sensor, Instant timestamp) {
        return fields.has("event_id") || sensor == null || timestamp == null ? givenId
                : "reading:" + sensor + ":" + timestamp;
    }
}
