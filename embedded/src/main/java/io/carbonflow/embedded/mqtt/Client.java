package io.carbonflow.embedded.mqtt;

import java.util.Optional;

/**
 * Who a connection belongs to.
 *
 * @param tenant empty for the gateway
 * @param mayPublish whether the key's role sends data
 */
record Client(Optional<String> tenant, String username, boolean mayPublish) {

    private static final String CANONICAL_PREFIX = "carbonflow";

    /** Why a publish is refused. */
    enum Refusal {
        FOREIGN_TOPIC, ROLE
    }

    static Client gateway() {
        return new Client(Optional.empty(), MqttNode.GATEWAY_USER, true);
    }

    boolean isGateway() {
        return tenant.isEmpty();
    }

    Optional<Refusal> refusalOf(String topic) {
        if (!owns(topic)) {
            return Optional.of(Refusal.FOREIGN_TOPIC);
        }
        return mayPublish ? Optional.empty() : Optional.of(Refusal.ROLE);
    }

    boolean maySubscribe(String filter) {
        return owns(filter);
    }

    /** Works for topics and for filters, because the tenant's level must stand there literally. */
    private boolean owns(String topic) {
        if (isGateway()) {
            return true;
        }
        String own = tenant.get();
        if (topic.startsWith(CANONICAL_PREFIX + "/" + own + "/")) {
            return true;
        }
        // A tenant that is called like one of our own prefixes does not get what lies below that prefix.
        boolean isReserved = own.equals(CANONICAL_PREFIX) || own.equals(MqttNode.REFUSED_PREFIX);
        return !isReserved && topic.startsWith(own + "/");
    }
}
