package io.carbonflow.intake.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.json.JsonItems;

/** Items that are valid by default, read as the gateway reads them; a test changes what matters to it. */
public final class Samples {

    public static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:05Z");

    public static final ContractConfig CONFIG = ContractConfig.DEFAULT;

    private static final String ENERGY = """
            { "id":"evt-0001", "kind":"energy", "activity":"electricity.grid", "quantity":1247.3, "unit":"kWh",
              "occurred_at":"2025-11-03T10:00:00Z", "period_start":null, "period_end":null,
              "source_id":"SM-PLANT-DE-042", "facility_id":"FACILITY_MUENCHEN_01", "supplier_id":"SUP_042_DE",
              "product_id":null, "country":"DE", "subdivision":null, "data_quality":"measured", "attributes":{} }""";
    private static final String FREIGHT = """
            { "id":"evt-0002", "kind":"logistics", "activity":"freight.road.hgv",
              "occurred_at":"2025-11-03T09:00:00Z", "source_id":"TMS-1",
              "attributes":{"mass":"87","mass_unit":"kg","distance":423,"distance_unit":"km"} }""";
    private static final String READING = """
            { "sensor_id":"SM-PLANT-DE-042", "facility_id":"FACILITY_MUENCHEN_01", "country_iso2":"DE",
              "energy_kwh":1247.3, "energy_source":"grid", "grid_carbon_intensity_gco2_kwh":385.2,
              "timestamp":"2025-11-03T10:00:00Z" }""";

    private Samples() {}

    public static ObjectNode anEnergyActivity() {
        return (ObjectNode) json(ENERGY);
    }

    public static ObjectNode aShipment() {
        return (ObjectNode) json(FREIGHT);
    }

    public static ObjectNode aReading() {
        return (ObjectNode) json(READING);
    }

    /** JSON as the gateway reads it. */
    public static JsonNode json(String text) {
        var item = JsonItems.ofDocument(("{\"it\":" + text + "}").getBytes(UTF_8)).items().get(0);
        if (item.json() == null) {
            throw new IllegalArgumentException(item.unreadable());
        }
        return item.json().get("it");
    }

    /** The activity of an accepted item. */
    public static RawActivity activityOf(Verdict verdict) {
        return verdict.fold(Verdict.Accepted::activity, refused -> {
            throw new AssertionError("refused: " + refused.reasons());
        }, held -> {
            throw new AssertionError("held: " + held.reasons());
        }, context -> {
            throw new AssertionError("context: " + context.reason());
        });
    }

    /** The reasons of a refused or held item as {@code CODE field}, in order; empty where it was neither. */
    public static List<String> reasonsOf(Verdict verdict) {
        return verdict.fold(accepted -> List.<String>of(),
                refused -> refused.reasons().stream().map(Samples::codeAndField).toList(),
                held -> held.reasons().stream().map(Samples::codeAndField).toList(), context -> List.of());
    }

    /** The explanation of the first reason. */
    public static String detailOf(Verdict verdict) {
        return ((Verdict.Refused) verdict).reasons().get(0).getDetail();
    }

    private static String codeAndField(Reason reason) {
        return reason.getField() == null ? reason.getCode() : reason.getCode() + " " + reason.getField();
    }
}
