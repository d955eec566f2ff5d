package io.carbonflow.metering.device;

/** What one family of devices says in its messages. Every bean of this type takes part; none keeps anything itself. */
public interface DeviceFamily {

    /** As it stands in frames and registrations: tasmota, shelly, zigbee2mqtt, sparkplug or homie. */
    String name();

    /**
     * Reads a message. Never throws for what a device may send.
     *
     * @param session what the same device or node left behind with {@link Interpretation#session}, null at first: births
     *                and aliases, units told in other topics
     */
    Interpretation read(Frame frame, byte[] session);

    /**
     * The id under which it is registered, itself or by what is behind it.
     *
     * @param device see {@link Frame#device}
     */
    default String registeredAs(String device) {
        return device;
    }
}
