package io.carbonflow.metering.device.shelly;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Shown;

/**
 * The first generation: one plain value per topic, or all of them in the status. An energy meter ({@code emeter}) counts
 * watt-hours in {@code total}; a relay with a meter counts <em>watt-minutes</em> in {@code energy}, given here in watt-hours
 * to {@value #SCALE} decimals. What is cut off one stand is added to the next difference, so it does not build up.
 */
final class FirstGeneration {

    private static final int SCALE = 9;
    private static final BigDecimal MINUTES_PER_HOUR = new BigDecimal(60);
    private static final Set<String> SWITCHED = Set.of("relay", "roller", "light", "white", "color");

    private FirstGeneration() {}

    /** Of one value; {@code below} are the levels of the topic below the device: {@code emeter}, {@code 0}, {@code total}. */
    static Interpretation read(Frame frame, String[] below) {
        var reasons = new Reasons();
        var shown = new Shown(reasons);
        var value = TextNode.valueOf(new String(frame.payload(), StandardCharsets.UTF_8).strip());
        if (below.length == 3 && below[0].equals("emeter")) {
            emeter(shown, "emeter:" + below[1], below[2], value);
        } else if (below.length == 3 && SWITCHED.contains(below[0])) {
            switched(shown, reasons, below[0] + ':' + below[1], below[2], value);
        } else if (below.length == 1 && below[0].equals("temperature")) {
            shown.other(null, below[0], number(value), "°C");
        }
        return shown.interpretation(frame.device(), MessageTime.NONE);
    }

    /** Whether it is the status of such a device. */
    static boolean isStatus(JsonNode json) {
        return json.path("emeters").isArray() || json.path("meters").isArray();
    }

    static Interpretation status(String device, JsonNode json) {
        var reasons = new Reasons();
        var shown = new Shown(reasons);
        for (int i = 0; i < json.path("emeters").size(); i++) {
            JsonNode meter = json.get("emeters").get(i);
            if (isValid(meter)) {
                shown.counter("emeter:" + i, Register.IMPORT_COUNTER, "total", meter.path("total"), "Wh");
                shown.counter("emeter:" + i, Register.EXPORT_COUNTER, "total_returned", meter.path("total_returned"),
                        "Wh");
                shown.power("emeter:" + i, "power", meter.path("power"));
                shown.other("emeter:" + i, "voltage", meter.path("voltage"), "V");
                shown.other("emeter:" + i, "current", meter.path("current"), "A");
            }
        }
        for (int i = 0; i < json.path("meters").size(); i++) {
            JsonNode meter = json.get("meters").get(i);
            if (isValid(meter)) {
                wattMinutes(shown, reasons, "relay:" + i, "total", meter.path("total"));
                shown.power("relay:" + i, "power", meter.path("power"));
            }
        }
        shown.other(null, "temperature", json.path("temperature"), "°C");
        JsonNode unixTime = json.path("unixtime"); // 0 until the clock is set
        boolean isClockSet = unixTime.isNumber() && unixTime.decimalValue().signum() > 0;
        return shown.interpretation(device,
                isClockSet ? MessageTime.ofEpochSeconds(unixTime, "unixtime", reasons) : MessageTime.NONE);
    }

    private static boolean isValid(JsonNode meter) {
        return meter.path("is_valid").asBoolean(true);
    }

    private static void emeter(Shown shown, String channel, String name, JsonNode value) {
        switch (name) {
            case "total" -> shown.counter(channel, Register.IMPORT_COUNTER, name, value, "Wh");
            case "total_returned" -> shown.counter(channel, Register.EXPORT_COUNTER, name, value, "Wh");
            case "power" -> shown.power(channel, name, value);
            case "voltage" -> shown.other(channel, name, number(value), "V");
            case "current" -> shown.other(channel, name, number(value), "A");
            // energy and returned_energy are the same again since the last report, in watt-minutes: not to be counted twice
            default -> shown.other(channel, name, number(value), null);
        }
    }

    private static void switched(Shown shown, Reasons reasons, String channel, String name, JsonNode value) {
        switch (name) {
            case "energy" -> wattMinutes(shown, reasons, channel, name, value);
            case "power" -> shown.power(channel, name, value);
            default -> shown.other(channel, name, number(value), null);
        }
    }

    private static void wattMinutes(Shown shown, Reasons reasons, String channel, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            BigDecimal wattMinutes = Decimals.readNotNegative(value, name, reasons);
            if (wattMinutes != null) {
                BigDecimal wattHours = wattMinutes.divide(MINUTES_PER_HOUR, SCALE, RoundingMode.HALF_EVEN);
                shown.counter(channel, Register.IMPORT_COUNTER, name, DecimalNode.valueOf(wattHours), "Wh");
            }
        }
    }

    private static JsonNode number(JsonNode text) {
        BigDecimal number = Decimals.read(text, "value", new Reasons());
        return number == null ? text : DecimalNode.valueOf(number);
    }
}
