package io.carbonflow.metering.device;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One message of a device, as it came.
 *
 * @param tenantId   whose device it is
 * @param family     see {@link DeviceFamily#name}
 * @param device     the element of the topic that names the device, or the edge node of several
 * @param topic      the MQTT topic below the tenant's prefix
 * @param retained   whether the broker replays an old message
 * @param receivedAt our clock
 * @param payload    exactly as received
 */
public record Frame(String tenantId, String family, String device, String topic, boolean retained, Instant receivedAt,
        byte[] payload) {

    public Frame {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(family, "family is null");
        requireNonNull(device, "device is null");
        requireNonNull(topic, "topic is null");
        requireNonNull(receivedAt, "receivedAt is null");
        requireNonNull(payload, "payload is null");
    }
}
