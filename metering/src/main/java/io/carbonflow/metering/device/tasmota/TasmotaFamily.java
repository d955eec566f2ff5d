package io.carbonflow.metering.device.tasmota;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.intake.device.Family;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.message.JsonMessage;
import io.carbonflow.metering.device.message.Presence;

/** {@code tele/+/SENSOR}, the answers {@code stat/+/STATUS8} and {@code STATUS10}, and the last will {@code tele/+/LWT}. */
@ApplicationScoped
class TasmotaFamily implements DeviceFamily {

    @Override
    public String name() {
        return Family.TASMOTA.wireName();
    }

    @Override
    public Interpretation read(Frame frame, byte[] session) {
        return frame.topic().endsWith("/LWT") ? Presence.ofText(frame)
                : JsonMessage.read(frame, json -> new TasmotaMessage(json).interpretation(frame.device()));
    }
}
