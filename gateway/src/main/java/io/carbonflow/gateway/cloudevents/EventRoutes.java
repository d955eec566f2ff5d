package io.carbonflow.gateway.cloudevents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.gateway.intake.Channel;

/** Which way in an event takes, by its type. */
final class EventRoutes {

    static final String ACTIVITY = "io.carbonflow.activity";
    static final String READING = "io.carbonflow.reading";
    private static final String OURS = "io.carbonflow.";
    /** Beginnings of types, the more particular first. */
    private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put(ACTIVITY + ".", Channel.ACTIVITIES);
        CHANNELS.put(READING + ".", Channel.READINGS);
        CHANNELS.put("io.carbonflow.cdc.", Channel.CDC);
        CHANNELS.put("io.debezium.", Channel.CDC);
        CHANNELS.put("sap.", Channel.SAP);
        CHANNELS.put("com.sap.", Channel.SAP);
        CHANNELS.put("oracle.", Channel.ORACLE);
        CHANNELS.put("com.oracle.", Channel.ORACLE);
        CHANNELS.put("org.wbcsd.", Channel.PACT);
    }

    private EventRoutes() {}

    /**
     * The channel of an event. Types {@code io.carbonflow.<name>.v1} name a webhook, such as {@code io.carbonflow.dhl.v1}.
     *
     * @param channels those there are
     */
    static Optional<String> channelOf(String type, List<String> channels) {
        String lower = type.toLowerCase(Locale.ROOT) + '.';
        for (var route : CHANNELS.entrySet()) {
            if (lower.startsWith(route.getKey())) {
                return Optional.of(route.getValue()).filter(channels::contains);
            }
        }
        if (!lower.startsWith(OURS)) {
            return Optional.empty();
        }
        String name = lower.substring(OURS.length(), lower.indexOf('.', OURS.length()));
        return channels.stream().filter(channel -> channel.equals("webhook." + name)).findFirst();
    }

    /** What a type may be, for an explanation. */
    static String permitted(List<String> channels) {
        return "io.carbonflow.activity.v1, io.carbonflow.reading.v1, io.carbonflow.cdc.v1, io.debezium.*, sap.*, com.oracle.*, org.wbcsd.*, or io.carbonflow.<name>.v1 with one of "
                + String.join(", ", channels.stream()
                    .filter(channel -> channel.startsWith("webhook."))
                    .map(channel -> channel.substring("webhook.".length()))
                    .sorted()
                    .toList());
    }

    /** Whether the adapter of a channel reads the event itself, because its type says something of the data. */
    static boolean readsEvents(String channel) {
        return channel.equals(Channel.SAP) || channel.equals(Channel.PACT);
    }
}
