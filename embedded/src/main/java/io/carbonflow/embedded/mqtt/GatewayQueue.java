package io.carbonflow.embedded.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;

/**
 * What is on its way to the gateway, in order. A message leaves the queue when the gateway has acknowledged it, and only
 * then its publisher hears of it. Belongs to one event loop.
 */
final class GatewayQueue {

    /** Beyond this, publishers are cut off rather than acknowledged, and QoS 0 is dropped. */
    static final long WAITING_BYTES_MAX = 64L * 1024 * 1024;
    private static final int IN_FLIGHT_MAX = 2_000;
    private static final int PACKET_ID_MAX = 65_535;
    private static final Logger LOG = Logger.getLogger(GatewayQueue.class.getName());

    private final GatewaySubscriptions subscriptions;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Map<Integer, Delivery> inFlight = new LinkedHashMap<>();
    private MqttEndpoint gateway;
    private boolean isOpen;
    private long heldBytes;
    private int lastPacketId;

    /**
     * One message.
     *
     * @param acknowledged runs once, when the gateway has it
     */
    record Delivery(String topic, Buffer payload, Runnable acknowledged) {

        int bytes() {
            return topic.length() + payload.length() + 64;
        }
    }

    GatewayQueue(GatewaySubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Takes the message in, unless that would hold more than {@value #WAITING_BYTES_MAX} bytes. */
    boolean offer(Delivery delivery) {
        if (heldBytes + delivery.bytes() > WAITING_BYTES_MAX) {
            return false;
        }
        heldBytes += delivery.bytes();
        waiting.add(delivery);
        drain();
        return true;
    }

    void connected(MqttEndpoint endpoint) {
        if (gateway != null) {
            takeBack();
        }
        gateway = endpoint;
        isOpen = !subscriptions.isEmpty();
        LOG.info("gateway connected; " + waiting.size() + " message(s) wait for it");
    }

    void disconnected(MqttEndpoint endpoint) {
        if (gateway == endpoint) {
            takeBack();
            gateway = null;
            isOpen = false;
            LOG.info("gateway disconnected; " + waiting.size() + " message(s) wait for it");
        }
    }

    void acknowledged(int packetId) {
        Delivery delivery = inFlight.remove(packetId);
        if (delivery != null) {
            settle(delivery);
            drain();
        }
    }

    /** The gateway has said what it wants. */
    void open() {
        isOpen = true;
        drain();
    }

    /** Sends what may be sent. Called whenever something arrives or is acknowledged. */
    private void drain() {
        while (gateway != null && isOpen && inFlight.size() < IN_FLIGHT_MAX && !waiting.isEmpty()) {
            Delivery delivery = waiting.poll();
            if (subscriptions.matches(delivery.topic())) {
                int packetId = nextPacketId();
                inFlight.put(packetId, delivery);
                gateway.publish(delivery.topic(), delivery.payload(), MqttQoS.AT_LEAST_ONCE, false, false, packetId);
            } else {
                settle(delivery); // nobody wants this topic
            }
        }
    }

    private void settle(Delivery delivery) {
        heldBytes -= delivery.bytes();
        delivery.acknowledged().run();
    }

    /** What was sent but not acknowledged goes back to the head, in its order. */
    private void takeBack() {
        List<Delivery> unacknowledged = new ArrayList<>(inFlight.values());
        inFlight.clear();
        for (int i = unacknowledged.size() - 1; i >= 0; i--) {
            waiting.addFirst(unacknowledged.get(i));
        }
    }

    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId % PACKET_ID_MAX + 1;
        } while (inFlight.containsKey(lastPacketId));
        return lastPacketId;
    }
}
