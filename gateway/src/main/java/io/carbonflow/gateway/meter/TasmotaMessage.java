package io.carbonflow.gateway.meter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;

/** What a Tasmota device says in {@code tele/+/SENSOR}, bare or wrapped as {@code StatusSNS}. */
final class TasmotaMessage {

    private final JsonNode sensor;
    private final Reasons reasons;

    TasmotaMessage(JsonNode message, Reasons reasons) {
        this.sensor = message.path("StatusSNS").isObject() ? message.get("StatusSNS") : message;
        this.reasons = reasons;
    }

    /** Whether the message speaks of energy at all; a thermometer on the same firmware does not. */
    boolean hasEnergy() {
        return sensor.path("ENERGY").isObject();
    }

    /** The time of the reading, in the device's zone where the device sends none. */
    Instant time(DeviceRegistration device, Times times) {
        JsonNode time = sensor.path("Time");
        if (!time.isTextual()) {
            reasons.add(ReasonCode.FIELD_MISSING, "Time", "Time is required, a text such as 2024-04-16T09:15:03");
            return null;
        }
        return times.read(time.textValue(), "Time", zone(device), reasons);
    }

    /** The cumulative kWh; a three-phase meter gives one per phase. */
    BigDecimal totalKwh() {
        JsonNode total = sensor.path("ENERGY").path("Total");
        if (total.isMissingNode() || total.isNull() || (total.isArray() && total.isEmpty())) {
            reasons.add(ReasonCode.FIELD_MISSING, "ENERGY.Total", "ENERGY.Total is required, the counter in kWh");
            return null;
        }
        if (!total.isArray()) {
            return Decimals.readNotNegative(total, "ENERGY.Total", reasons);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < total.size(); i++) {
            BigDecimal phase = Decimals.readNotNegative(total.get(i), "ENERGY.Total[" + i + "]", reasons);
            sum = phase == null || sum == null ? null : sum.add(phase);
        }
        return sum;
    }

    private static ZoneId zone(DeviceRegistration device) {
        try {
            return device.getTimeZone() == null ? null : ZoneId.of(device.getTimeZone());
        } catch (DateTimeException unknownZone) {
            return null;
        }
    }
}
