package io.carbonflow.metering.device.zigbee2mqtt;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.device.Family;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.JsonMessage;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Presence;
import io.carbonflow.metering.device.message.Shown;

/** {@code zigbee2mqtt/<friendly name>}: the whole state of a device, again and again, mostly without a time. */
@ApplicationScoped
class Zigbee2MqttFamily implements DeviceFamily {

    private static final Pattern METERED = Pattern.compile(
            "(energy|produced_energy|power)_(l\\d{1,2}|\\d{1,2}|left|right|center|top|bottom|phase_[abc]|[abc])");
    private static final Map<String, String> UNITS = Map.of("temperature", "°C", "device_temperature", "°C",
            "humidity", "%", "battery", "%", "voltage", "V", "current", "A", "ac_frequency", "Hz", "pressure", "hPa",
            "co2", "ppm");
    /** Read apart, or of no interest to anybody. */
    private static final Set<String> READ = Set.of("energy", "produced_energy", "power", "last_seen", "linkquality");

    @Override
    public String name() {
        return Family.ZIGBEE2MQTT.wireName();
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        if (!frame.topic().endsWith("/availability")) {
            return JsonMessage.read(frame, json -> state(frame, json));
        }
        return JsonMessage.looksLikeObject(frame)
                ? JsonMessage.read(frame, json -> Presence.of(frame.device(), json.path("state").asText()))
                : Presence.ofText(frame);
    }

    private static Interpretation state(Frame frame, JsonNode json) {
        var shown = new Shown(new Reasons());
        shown.counter(null, Register.IMPORT_COUNTER, "energy", json.path("energy"), "kWh");
        shown.counter(null, Register.EXPORT_COUNTER, "produced_energy", json.path("produced_energy"), "kWh");
        shown.power(null, "power", json.path("power"));
        json.fieldNames().forEachRemaining(name -> further(shown, json, name));
        return shown.interpretation(frame.device(), lastSeen(json.path("last_seen")));
    }

    /** Endpoints are meters of their own, unless the plain value beside them is their sum already. */
    private static void further(Shown shown, JsonNode json, String name) {
        Matcher metered = METERED.matcher(name);
        boolean isChannel = metered.matches() && !json.hasNonNull(metered.group(1));
        if (!isChannel) {
            if (!READ.contains(name)) {
                shown.other(null, name, json.get(name), UNITS.get(name));
            }
            return;
        }
        switch (metered.group(1)) {
            case "energy" -> shown.counter(metered.group(2), Register.IMPORT_COUNTER, name, json.get(name), "kWh");
            case "produced_energy" ->
                shown.counter(metered.group(2), Register.EXPORT_COUNTER, name, json.get(name), "kWh");
            default -> shown.power(metered.group(2), name, json.get(name));
        }
    }

    /** When the bridge heard the device, where it is configured to say so; no reason to refuse what it heard. */
    private static MessageTime lastSeen(JsonNode lastSeen) {
        var ignored = new Reasons();
        if (lastSeen.isNumber()) {
            return MessageTime.ofEpochMillis(lastSeen, "last_seen", ignored);
        }
        MessageTime time = lastSeen.isTextual() ? MessageTime.ofText(lastSeen.textValue(), "last_seen", ignored)
                : MessageTime.NONE;
        return time.at() == null ? MessageTime.NONE : time;
    }
}
