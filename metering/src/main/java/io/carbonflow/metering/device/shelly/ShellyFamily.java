package io.carbonflow.metering.device.shelly;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.device.Family;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.message.JsonMessage;
import io.carbonflow.metering.device.message.Presence;

/**
 * {@code <id>/events/rpc}, {@code <id>/status/#} and {@code <id>/online}, and the first generation's {@code shellies/#}.
 * The device is the one the topic names; what a message says of itself ({@code src}) follows the device's own settings
 * and is not held against it.
 */
@ApplicationScoped
class ShellyFamily implements DeviceFamily {

    private static final String FIRST_GENERATION = "shellies";

    @Override
    public String name() {
        return Family.SHELLY.wireName();
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        String[] levels = frame.topic().split("/", -1);
        int device = levels[0].equals(FIRST_GENERATION) && levels.length > 2 ? 1 : 0;
        String[] below = Arrays.copyOfRange(levels, Math.min(device + 1, levels.length), levels.length);
        return switch (below.length == 0 ? "" : below[0]) {
            case "online" -> Presence.ofText(frame);
            case "events" -> JsonMessage.read(frame, json -> notification(frame.device(), json));
            case "status", "info" -> status(frame, below);
            default -> FirstGeneration.read(frame, below);
        };
    }

    private static Interpretation notification(String device, JsonNode json) {
        String method = json.path("method").asText();
        if (method.equals("NotifyStatus") || method.equals("NotifyFullStatus")) {
            return new Components().interpretation(device, json.path("params"));
        }
        if (method.equals("NotifyEvent")) {
            return Interpretation.context("event");
        }
        if (json.path("result").isObject()) {
            return wholeStatus(device, json.get("result"));
        }
        if (json.has("method") || Components.standIn(json)) {
            return wholeStatus(device, json);
        }
        var reasons = new Reasons();
        reasons.add(ReasonCode.FIELD_MISSING, "method", "method is required, such as NotifyStatus");
        return Interpretation.refused(reasons.refusal(null, device).reasons());
    }

    /** The whole status, or behind its topic the one component, or that component under its own name again. */
    private static Interpretation status(Frame frame, String[] below) {
        if (below.length < 2) {
            return JsonMessage.looksLikeObject(frame)
                    ? JsonMessage.read(frame, json -> wholeStatus(frame.device(), json))
                    : Interpretation.context("no_energy");
        }
        String component = below[1];
        return JsonMessage.read(frame,
                json -> json.path(component).isObject() ? wholeStatus(frame.device(), json)
                        : new Components().interpretation(frame.device(), component, json));
    }

    private static Interpretation wholeStatus(String device, JsonNode json) {
        return FirstGeneration.isStatus(json) ? FirstGeneration.status(device, json)
                : new Components().interpretation(device, json);
    }
}
