package io.carbonflow.metering.device;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.carbonflow.intake.device.DeviceTopics;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

/** Messages of devices, with the device taken from the topic as the gateway does it. */
public final class Frames {

    public static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private Frames() {}

    public static Frame frame(String topic, String payload) {
        return frame(topic, payload.getBytes(StandardCharsets.UTF_8), RECEIVED_AT, false);
    }

    public static Frame frame(String topic, byte[] payload, Instant receivedAt, boolean retained) {
        var device = DeviceTopics.of(topic).orElseThrow();
        return new Frame("acme", device.family().wireName(), device.device(), topic, retained, receivedAt, payload);
    }

    /** The only value of this kind. */
    public static Optional<Value> value(Interpretation interpretation, Register register) {
        List<Value> found = interpretation.readings()
            .stream()
            .flatMap(reading -> reading.values().stream())
            .filter(value -> value.register() == register)
            .toList();
        if (found.size() > 1) {
            throw new AssertionError("several of " + register + ": " + found);
        }
        return found.stream().findFirst();
    }

    /** The value of this kind in this channel. */
    public static Value value(Interpretation interpretation, String channel, Register register) {
        return interpretation.readings()
            .stream()
            .filter(reading -> java.util.Objects.equals(channel, reading.channel()))
            .flatMap(reading -> reading.values().stream())
            .filter(value -> value.register() == register)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + register + " in " + interpretation));
    }

    public static BigDecimal amount(Interpretation interpretation, Register register) {
        return value(interpretation, register)
            .orElseThrow(() -> new AssertionError("no " + register + " in " + interpretation))
            .amount();
    }
}
