package io.carbonflow.metering.device.shelly;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Shown;

/**
 * The components of a status, each under its type and number: {@code em:0}. A notification is partial: what has not
 * changed is not in it. Energy is in watt-hours. Power and energy of one meter come in two components ({@code em:0} and
 * {@code emdata:0}) and are one channel here, that of the first.
 */
final class Components {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+:\\d{1,4}");
    private static final List<String> PHASES = List.of("a_", "b_", "c_");
    private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("voltage", "V"),
            Map.entry("current", "A"), Map.entry("freq", "Hz"), Map.entry("aprt_power", "VA"),
            Map.entry("total_current", "A"), Map.entry("total_aprt_power", "VA"), Map.entry("a_voltage", "V"),
            Map.entry("b_voltage", "V"), Map.entry("c_voltage", "V"), Map.entry("tC", "°C"), Map.entry("rh", "%"));

    private final Reasons reasons = new Reasons();
    private final Shown shown = new Shown(reasons);

    /** Whether the object has a component of any kind. */
    static boolean standIn(JsonNode json) {
        var names = json.fieldNames();
        while (names.hasNext()) {
            if (NAME.matcher(names.next()).matches()) {
                return true;
            }
        }
        return json.path("emeters").isArray() || json.path("meters").isArray();
    }

    /** Of a status with its components side by side. */
    Interpretation interpretation(String device, JsonNode status) {
        status.fields().forEachRemaining(part -> {
            if (NAME.matcher(part.getKey()).matches() && part.getValue().isObject()) {
                component(part.getKey(), part.getValue());
            }
        });
        return shown.interpretation(device, time(status));
    }

    /** Of one component alone; it says no time. */
    Interpretation interpretation(String device, String name, JsonNode component) {
        if (NAME.matcher(name).matches()) {
            component(name, component);
        }
        return shown.interpretation(device, MessageTime.NONE);
    }

    private MessageTime time(JsonNode status) {
        JsonNode ts = status.path("ts");
        if (!ts.isMissingNode() && !ts.isNull()) {
            return MessageTime.ofEpochSeconds(ts, "ts", reasons);
        }
        JsonNode unixTime = status.path("sys").path("unixtime");
        return unixTime.isNumber() ? MessageTime.ofEpochSeconds(unixTime, "sys.unixtime", reasons) : MessageTime.NONE;
    }

    private void component(String name, JsonNode component) {
        String type = name.substring(0, name.indexOf(':'));
        String number = name.substring(name.indexOf(':'));
        switch (type) {
            case "em" -> shown.power(name, "total_act_power", totalOrPhases(component, "total_act_power", "act_power"));
            case "em1" -> shown.power(name, "act_power", component.path("act_power"));
            case "emdata" -> energy("em" + number,
                    "total_act", totalOrPhases(component, "total_act", "total_act_energy"),
                    "total_act_ret", totalOrPhases(component, "total_act_ret", "total_act_ret_energy"));
            case "em1data" -> energy("em1" + number,
                    "total_act_energy", component.path("total_act_energy"),
                    "total_act_ret_energy", component.path("total_act_ret_energy"));
            default -> {
                energy(name, "aenergy.total", component.path("aenergy").path("total"),
                        "ret_aenergy.total", component.path("ret_aenergy").path("total"));
                shown.power(name, "apower", component.path("apower"));
            }
        }
        others(name, component);
    }

    private void energy(String channel, String drawnName, JsonNode drawn, String returnedName, JsonNode returned) {
        shown.counter(channel, Register.IMPORT_COUNTER, drawnName, drawn, "Wh");
        shown.counter(channel, Register.EXPORT_COUNTER, returnedName, returned, "Wh");
    }

    private void others(String channel, JsonNode component) {
        component.fields().forEachRemaining(field -> {
            if (OTHERS.containsKey(field.getKey())) {
                shown.other(channel, field.getKey(), field.getValue(), OTHERS.get(field.getKey()));
            }
        });
        shown.other(channel, "temperature", component.path("temperature").path("tC"), "°C");
        shown.other(channel, "battery", component.path("battery").path("percent"), "%");
    }

    /** The device's own total; without one the sum of the three phases, where all three are there. */
    private static JsonNode totalOrPhases(JsonNode component, String total, String ofPhase) {
        if (component.hasNonNull(total)) {
            return component.get(total);
        }
        var sum = BigDecimal.ZERO;
        for (String phase : PHASES) {
            JsonNode value = component.path(phase + ofPhase);
            if (value.isPojo() || value.isTextual()) {
                return value; // no number that could be added: it is the reason for the refusal
            }
            if (!value.isNumber()) {
                return MissingNode.getInstance();
            }
            sum = sum.add(value.decimalValue());
        }
        return DecimalNode.valueOf(sum);
    }
}
