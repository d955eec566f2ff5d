package io.carbonflow.embedded.mqtt;

import java.util.Optional;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;

/**
 * One subscription of a client.
 *
 * @param group              whose members share the messages; empty for one of its own
 * @param filter             without the {@code $share} part
 * @param isNoLocal          whether the client's own messages are left out (MQTT 5)
 * @param isRetainAsPublished whether live messages keep the publisher's retain flag (MQTT 5)
 * @param retained           when retained messages are sent (MQTT 5)
 */
record Subscription(Optional<String> group, String filter, MqttQoS qos, boolean isNoLocal, boolean isRetainAsPublished,
        RetainedHandlingPolicy retained) {

    private static final String SHARED = "$share/";

    /** The subscription a client asks for; empty where its filter is none. */
    static Optional<Subscription> of(String requested, MqttQoS qos, MqttSubscriptionOption option) {
        String filter = requested;
        Optional<String> group = Optional.empty();
        if (requested.startsWith(SHARED)) {
            int slash = requested.indexOf('/', SHARED.length());
            if (slash < 0) {
                return Optional.empty();
            }
            String name = requested.substring(SHARED.length(), slash);
            if (name.isEmpty() || name.indexOf('+') >= 0 || name.indexOf('#') >= 0) {
                return Optional.empty();
            }
            group = Optional.of(name);
            filter = requested.substring(slash + 1);
        }
        return TopicFilter.isFilter(filter)
                ? Optional.of(new Subscription(group, filter, qos, option != null && option.isNoLocal(),
                        option != null && option.isRetainAsPublished(),
                        option == null ? RetainedHandlingPolicy.SEND_AT_SUBSCRIBE : option.retainHandling()))
                : Optional.empty();
    }

    String groupAndFilter() {
        return group.orElse("") + "/" + filter;
    }

    boolean matches(String topic) {
        return TopicFilter.matches(filter, topic);
    }

    /** Shared subscriptions never replay what is retained. */
    boolean replays(boolean isFirst) {
        return group.isEmpty() && switch (retained) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> isFirst;
            case DONT_SEND_AT_SUBSCRIBE -> false;
        };
    }
}
