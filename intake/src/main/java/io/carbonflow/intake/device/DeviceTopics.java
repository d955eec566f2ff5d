package io.carbonflow.intake.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the topic of a message, below the tenant's prefix, to the device that sent it. */
public final class DeviceTopics {

    private static final int DEVICE_LENGTH_MAX = 200;
    private static final Set<String> SPARKPLUG_OF_NODE = Set.of("NBIRTH", "NDATA", "NDEATH");
    private static final Set<String> SPARKPLUG_OF_DEVICE = Set.of("DBIRTH", "DDATA", "DDEATH");
    private static final Set<String> HOMIE_ATTRIBUTES = Set.of("$state", "$description");
    private static final Set<String> HOMIE_PROPERTY_ATTRIBUTES = Set.of("$unit", "$datatype");

    private DeviceTopics() {}

    /**
     * The device of a message.
     *
     * @param topic below the tenant's prefix: {@code tele/plug-1/SENSOR}
     * @return empty where no device speaks or nothing is said that could matter: a bridge's log, a command to a device
     *         (ours among them), a descriptive attribute; such a message is acknowledged and not taken
     */
    public static Optional<DeviceTopic> of(String topic) {
        String[] levels = topic.split("/", -1);
        if (Arrays.stream(levels).anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        Optional<DeviceTopic> found = switch (levels[0]) {
            case "tele" -> tasmota(levels, Set.of("SENSOR", "LWT"));
            case "stat" -> tasmota(levels, Set.of("STATUS8", "STATUS10"));
            case "zigbee2mqtt" -> zigbee2mqtt(levels);
            case "spBv1.0" -> sparkplug(levels);
            case "homie" -> homie(levels);
            case "shellies" -> shellyGen1(levels);
            default -> shelly(levels);
        };
        return found.filter(device -> device.device().length() <= DEVICE_LENGTH_MAX);
    }

    /** Every family's filters, for whoever subscribes to all. */
    public static List<String> filters() {
        return Arrays.stream(Family.values()).flatMap(family -> family.filters().stream()).toList();
    }

    /** See {@link Family#retainedFilters}. */
    public static List<String> retainedFilters() {
        return Arrays.stream(Family.values()).flatMap(family -> family.retainedFilters().stream()).toList();
    }

    private static Optional<DeviceTopic> tasmota(String[] levels, Set<String> messages) {
        return levels.length == 3 && messages.contains(levels[2])
                ? device(Family.TASMOTA, levels[1])
                : Optional.empty();
    }

    private static Optional<DeviceTopic> shelly(String[] levels) {
        boolean isDevices = levels.length >= 2 && switch (levels[1]) {
            case "events" -> levels.length == 3 && levels[2].equals("rpc");
            case "status" -> true;
            case "online" -> levels.length == 2;
            default -> false;
        };
        return isDevices ? device(Family.SHELLY, levels[0]) : Optional.empty();
    }

    private static Optional<DeviceTopic> shellyGen1(String[] levels) {
        boolean isCommand = levels[levels.length - 1].equals("command");
        return levels.length >= 3 && !isCommand ? device(Family.SHELLY, levels[1]) : Optional.empty();
    }

    /** Friendly names may have slashes; what the bridge says of itself and what is said to a device is left out. */
    private static Optional<DeviceTopic> zigbee2mqtt(String[] levels) {
        int end = levels.length;
        if (end < 2 || levels[1].equals("bridge")) {
            return Optional.empty();
        }
        boolean isCommand = Arrays.stream(levels, 2, end).anyMatch(level -> level.equals("set") || level.equals("get"));
        if (isCommand) {
            return Optional.empty();
        }
        boolean isAvailability = end > 2 && levels[end - 1].equals("availability");
        return device(Family.ZIGBEE2MQTT, joined(levels, 1, isAvailability ? end - 1 : end));
    }

    private static Optional<DeviceTopic> sparkplug(String[] levels) {
        boolean isDevices = levels.length == 4 && SPARKPLUG_OF_NODE.contains(levels[2])
                || levels.length == 5 && SPARKPLUG_OF_DEVICE.contains(levels[2]);
        return isDevices ? device(Family.SPARKPLUG, levels[1] + '/' + levels[3]) : Optional.empty();
    }

    /** Version 5 puts itself between {@code homie} and the device. */
    private static Optional<DeviceTopic> homie(String[] levels) {
        boolean isVersion5 = levels.length > 3 && levels[1].equals("5")
                && (levels.length == 5 && !levels[4].startsWith("$") && !levels[4].equals("set")
                        || levels.length == 4 && HOMIE_ATTRIBUTES.contains(levels[3]));
        int at = isVersion5 ? 2 : 1;
        int below = levels.length - at - 1;
        boolean isTaken = below == 1 && HOMIE_ATTRIBUTES.contains(levels[at + 1])
                || below == 2 && !levels[at + 1].startsWith("$") && !levels[at + 2].startsWith("$")
                || below == 3 && HOMIE_PROPERTY_ATTRIBUTES.contains(levels[at + 3]);
        return isTaken && !levels[at].startsWith("$") ? device(Family.HOMIE, levels[at]) : Optional.empty();
    }

    private static Optional<DeviceTopic> device(Family family, String device) {
        return Optional.of(new DeviceTopic(family, device));
    }

    private static String joined(String[] levels, int from, int to) {
        return String.join("/", Arrays.copyOfRange(levels, from, to));
    }
}
