package io.carbonflow.intake.device;

import static java.util.Objects.requireNonNull;

/**
 * Whose message a topic carries.
 *
 * @param family the family that reads it
 * @param device the element of the topic that names the device, as it is registered; of Sparkplug the group and the edge
 *               node ({@code group/node}), because the devices of one node share a sequence and have to stay in order
 */
public record DeviceTopic(Family family, String device) {

    public DeviceTopic {
        requireNonNull(family, "family is null");
        requireNonNull(device, "device is null");
    }
}
