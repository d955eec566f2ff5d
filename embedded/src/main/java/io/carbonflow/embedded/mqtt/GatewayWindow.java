package io.carbonflow.embedded.mqtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;

/** What one gateway has been sent and has not acknowledged yet. */
final class GatewayWindow {

    private static final int IN_FLIGHT_MAX = 2_000;
    private static final int PACKET_ID_MAX = 65_535;

    private final MqttEndpoint endpoint;
    private final Consumer<GatewayQueue.Delivery> settled;
    private final Runnable hasRoomAgain;
    private final Map<Integer, GatewayQueue.Delivery> inFlight = new LinkedHashMap<>();
    /** QoS 2 packet ids the gateway has taken and not completed; not free for another message yet. */
    private final Set<Integer> completing = new HashSet<>();
    private final int inFlightMax;
    private MqttQoS granted = MqttQoS.AT_MOST_ONCE;
    private boolean isOpen;
    private int lastPacketId;

    GatewayWindow(MqttEndpoint endpoint, Consumer<GatewayQueue.Delivery> settled, Runnable hasRoomAgain) {
        this.endpoint = endpoint;
        this.settled = settled;
        this.hasRoomAgain = hasRoomAgain;
        inFlightMax = Math.min(IN_FLIGHT_MAX, receiveMaximum(endpoint));
        endpoint.publishAcknowledgeHandler(this::acknowledged);
        endpoint.publishReceivedHandler(packetId -> {
            completing.add(packetId);
            endpoint.publishRelease(packetId);
            acknowledged(packetId);
        });
        endpoint.publishCompletionHandler(completing::remove);
    }

    MqttEndpoint endpoint() {
        return endpoint;
    }

    /** One of its subscriptions is granted; a message goes at the best of them. */
    void grant(MqttQoS qos) {
        granted = qos.value() > granted.value() ? qos : granted;
    }

    /** It has said all it wants. */
    void open() {
        isOpen = true;
    }

    boolean isOpen() {
        return isOpen && endpoint.isConnected();
    }

    boolean hasRoom() {
        return inFlight.size() < inFlightMax;
    }

    /** At QoS 1 at least, whatever the publisher's: what it sends once and for all is not to be lost here. */
    void send(GatewayQueue.Delivery delivery) {
        int packetId = nextPacketId();
        inFlight.put(packetId, delivery);
        boolean isTwice = delivery.qos() == MqttQoS.EXACTLY_ONCE && granted == MqttQoS.EXACTLY_ONCE;
        endpoint.publish(delivery.topic(), delivery.payload(),
                isTwice ? MqttQoS.EXACTLY_ONCE : MqttQoS.AT_LEAST_ONCE, false, false, packetId);
    }

    List<GatewayQueue.Delivery> takeBack() {
        var unacknowledged = new ArrayList<>(inFlight.values());
        inFlight.clear();
        return unacknowledged;
    }

    private void acknowledged(int packetId) {
        GatewayQueue.Delivery delivery = inFlight.remove(packetId);
        if (delivery != null) {
            settled.accept(delivery);
            hasRoomAgain.run();
        }
    }

    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId % PACKET_ID_MAX + 1;
        } while (inFlight.containsKey(lastPacketId) || completing.contains(lastPacketId));
        return lastPacketId;
    }

    private static int receiveMaximum(MqttEndpoint endpoint) {
        var stated = endpoint.connectProperties() == null ? null
                : endpoint.connectProperties().getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value());
        return stated instanceof IntegerProperty maximum && maximum.value() > 0 ? maximum.value() : PACKET_ID_MAX;
    }
}
