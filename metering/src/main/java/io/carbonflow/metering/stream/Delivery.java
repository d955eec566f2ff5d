package io.carbonflow.metering.stream;

import java.time.Instant;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.metering.device.Frame;

/**
 * A message of a device on its way through this stage.
 *
 * @param releases   the id of the held letter this is the continuation of; null for what just came
 * @param isReviewed whether a person has looked at it and sent it in again
 */
record Delivery(Frame frame, String correlationId, String channel, String contentType, String releases,
        boolean isReviewed) {

    RecordKey source(String device) {
        return new RecordKey(frame.tenantId(), device);
    }

    Instant receivedAt() {
        return frame.receivedAt();
    }
}
