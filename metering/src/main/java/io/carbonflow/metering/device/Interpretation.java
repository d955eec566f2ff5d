package io.carbonflow.metering.device;

import java.util.List;

import io.carbonflow.contracts.avro.Reason;

/**
 * What a message says.
 *
 * @param readings in the order of the message; one per meter channel and time
 * @param context  why the message carries no reading although nothing is wrong with it ({@code birth}, {@code no_energy}),
 *                 null where it carries one or is refused
 * @param refused  why nobody can make sense of it; empty where somebody can
 * @param statuses who came on line or went off it, by what the message says
 * @param commands what is to be sent to devices because of it
 * @param session  what the next message of the same device or node needs to know; null leaves it as it is
 */
public record Interpretation(List<Reading> readings, String context, List<Reason> refused, List<Status> statuses,
        List<Command> commands, byte[] session) {

    public Interpretation {
        readings = List.copyOf(readings);
        refused = List.copyOf(refused);
        statuses = List.copyOf(statuses);
        commands = List.copyOf(commands);
        boolean isOne = (readings.isEmpty() ? 0 : 1) + (context == null ? 0 : 1) + (refused.isEmpty() ? 0 : 1) == 1;
        if (!isOne) {
            throw new IllegalArgumentException("a message has readings, or is context, or is refused");
        }
    }

    /** Readings, and nothing else to do. */
    public static Interpretation of(List<Reading> readings) {
        return new Interpretation(readings, null, List.of(), List.of(), List.of(), null);
    }

    /** A message without a reading. */
    public static Interpretation context(String reason) {
        return new Interpretation(List.of(), reason, List.of(), List.of(), List.of(), null);
    }

    /** A message nobody can make sense of. */
    public static Interpretation refused(List<Reason> reasons) {
        return new Interpretation(List.of(), null, reasons, List.of(), List.of(), null);
    }

    /** @param device the device's id, as it is registered */
    public record Status(String device, boolean isOnline) {}

    /** @param topic the MQTT topic below the tenant's prefix */
    public record Command(String topic, byte[] payload, int qos) {}
}
