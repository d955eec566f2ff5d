package io.carbonflow.embedded.mqtt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.handler.codec.mqtt.MqttQoS;

/** What one client has subscribed to, by the text it did so with. */
final class Subscriptions {

    private final Map<String, Subscription> byRequest = new HashMap<>();

    /** How a message goes to the client: at which quality of service at most, and whether its retain flag stays. */
    record Match(MqttQoS qos, boolean keepsRetainFlag) {}

    /** Whether there was none of this text before. */
    boolean add(String requested, Subscription subscription) {
        return byRequest.put(requested, subscription) == null;
    }

    Optional<Subscription> remove(String requested) {
        return Optional.ofNullable(byRequest.remove(requested));
    }

    /** Of the subscriptions that are the client's own; one message matches once, however many of them fit. */
    Optional<Match> own(String topic, boolean isOwnMessage) {
        List<Subscription> matching = matching(topic).filter(subscription -> subscription.group().isEmpty())
            .filter(subscription -> !isOwnMessage || !subscription.isNoLocal())
            .toList();
        boolean keepsFlag = matching.stream().anyMatch(Subscription::isRetainAsPublished);
        return highest(matching.stream()).map(qos -> new Match(qos, keepsFlag));
    }

    /** The shared subscriptions this topic falls under, each as group and filter. */
    List<String> groups(String topic) {
        return matching(topic).filter(subscription -> subscription.group().isPresent())
            .map(Subscription::groupAndFilter)
            .distinct()
            .toList();
    }

    Optional<MqttQoS> shared(String topic, String groupAndFilter) {
        return highest(matching(topic).filter(subscription -> subscription.group().isPresent())
            .filter(subscription -> subscription.groupAndFilter().equals(groupAndFilter)));
    }

    private Stream<Subscription> matching(String topic) {
        return byRequest.values().stream().filter(subscription -> subscription.matches(topic));
    }

    private static Optional<MqttQoS> highest(Stream<Subscription> matching) {
        return matching.map(Subscription::qos).max((one, other) -> Integer.compare(one.value(), other.value()));
    }
}
