package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;

/**
 * An IoT reading with its energy in kWh, as sensors send it; becomes an activity {@code electricity.grid}. What the sensor
 * calls its energy source goes with it, for methods that ask for the contract behind the electricity; where it was drawn
 * from, by location, is the grid. A carried grid intensity goes with it, too.
 */
public class ReadingContract {

    private final ContractConfig config;

    public ReadingContract(ContractConfig config) {
        this.config = config;
    }

    /** What the contract says of one item, with all reasons at once. */
    public Verdict examine(JsonNode item, Instant receivedAt) {
        if (!item.isObject()) {
            return Reasons.only(ReasonCode.MALFORMED, null, "a reading is a JSON object, found a JSON "
                    + item.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        var reasons = new Reasons();
        var fields = new Fields(item, reasons);
        String sensor = fields.requiredId("sensor_id");
        BigDecimal energy = fields.required("energy_kwh") ? fields.decimal("energy_kwh") : null;
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
        activity.setEventId(id);
        activity.setSourceId(sensor);
        activity.setKind(ActivityKind.ENERGY);
        activity.setActivity("electricity.grid");
        activity.setQuantity(energy.toPlainString());
        activity.setUnit("kWh");
        activity.setOccurredAt(timestamp);
        activity.setDataQuality("measured");
        activity.setAttributes(Map.of());
        activity.setBody(new EnergyBody(source, intensity == null ? null : intensity.toPlainString(), null, null));
        return new Verdict.Accepted(activity);
    }

    private static String idOf(Fields fields, String givenId, String sensor, Instant timestamp) {
        return fields.has("event_id") || sensor == null || timestamp == null ? givenId
                : "reading:" + sensor + ":" + timestamp;
    }
}
