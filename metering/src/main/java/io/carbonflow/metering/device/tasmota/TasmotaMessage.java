package io.carbonflow.metering.device.tasmota;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Shown;

/** A sensor message, bare or wrapped as {@code StatusSNS}. A three-phase meter gives an array where others give a number. */
final class TasmotaMessage {

    private static final String ENERGY = "ENERGY";
    private static final Map<String, String> UNITS_OF_ENERGY = Map.of("Today", "kWh", "Yesterday", "kWh", "Period",
            "Wh", "ApparentPower", "VA", "ReactivePower", "var", "Voltage", "V", "Current", "A", "Frequency", "Hz");

    private final JsonNode sensor;
    private final Reasons reasons = new Reasons();
    private final Shown shown = new Shown(reasons);

    TasmotaMessage(JsonNode message) {
        this.sensor = message.path("StatusSNS").isObject() ? message.get("StatusSNS") : message;
    }

    Interpretation interpretation(String device) {
        MessageTime time = time();
        if (sensor.path(ENERGY).isObject()) {
            energy(sensor.get(ENERGY));
        }
        sensor.fields().forEachRemaining(part -> {
            if (part.getValue().isObject() && !part.getKey().equals(ENERGY)) {
                others(part.getKey(), part.getValue());
            }
        });
        return shown.interpretation(device, time);
    }

    private MessageTime time() {
        JsonNode time = sensor.path("Time");
        if (time.isTextual()) {
            return MessageTime.ofText(time.textValue(), "Time", reasons);
        }
        if (sensor.path(ENERGY).isObject()) {
            reasons.add(ReasonCode.FIELD_MISSING, "Time", "Time is required, a text such as 2024-04-16T09:15:03");
        }
        return MessageTime.NONE;
    }

    private void energy(JsonNode energy) {
        // Where a message has both, Total is the counter: the tariffs are parts of it and may be rounded.
        String total = isThere(energy.path("Total")) ? "Total" : "TotalTariff";
        counter(Register.IMPORT_COUNTER, total, energy.path(total));
        String exported = isThere(energy.path("ExportActive")) ? "ExportActive" : "ExportTariff";
        counter(Register.EXPORT_COUNTER, exported, energy.path(exported));
        shown.power(null, "ENERGY.Power", sum("ENERGY.Power", energy.path("Power")));
        boolean isCounter = shown.has(Register.IMPORT_COUNTER) || shown.has(Register.POWER);
        if (!isCounter && reasons.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "ENERGY.Total", "ENERGY.Total is required, the counter in kWh");
        }
        UNITS_OF_ENERGY.keySet()
            .stream()
            .sorted()
            .forEach(name -> each(ENERGY + '.' + name, energy.path(name), UNITS_OF_ENERGY.get(name)));
    }

    private void counter(Register register, String name, JsonNode value) {
        String field = ENERGY + '.' + name;
        shown.counter(null, register, field, sum(field, value), "kWh");
    }

    /** A number as it is; of an array the sum, in which every phase has to be a number of its own. */
    private JsonNode sum(String field, JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return value.isArray() ? sensor.path("") : value;
        }
        var sum = java.math.BigDecimal.ZERO;
        boolean isPower = field.endsWith("Power");
        for (int i = 0; i < value.size(); i++) {
            String phase = field + '[' + i + ']';
            var one = isPower ? Decimals.read(value.get(i), phase, reasons)
                    : Decimals.readNotNegative(value.get(i), phase, reasons);
            sum = one == null ? sum : sum.add(one);
        }
        return DecimalNode.valueOf(sum);
    }

    private void each(String name, JsonNode value, String unit) {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            shown.other(null, name + '[' + i + ']', value.get(i), unit);
        }
        shown.other(null, name, value, unit);
    }

    /** Thermometers and the like on the same firmware, each in an object under its own name. */
    private void others(String name, JsonNode part) {
        part.fields().forEachRemaining(field -> {
            String unit = switch (field.getKey()) {
                case "Temperature", "DewPoint" -> "F".equals(sensor.path("TempUnit").textValue()) ? "°F" : "°C";
                case "Humidity" -> "%";
                case "Pressure" -> sensor.path("PressureUnit").textValue();
                default -> null;
            };
            shown.other(null, name + '.' + field.getKey(), field.getValue(), unit);
        });
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty());
    }
}
