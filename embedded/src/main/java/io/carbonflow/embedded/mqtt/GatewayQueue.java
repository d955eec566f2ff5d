package io.carbonflow.embedded.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;

/**
 * What is on its way to the gateways, in order. A message goes to one of them, and leaves the queue when that one has
 * acknowledged it; only then its publisher hears of it. Belongs to one event loop.
 */
final class GatewayQueue {

    /** Beyond this, publishers are cut off rather than acknowledged, and QoS 0 is dropped. */
    static final long WAITING_BYTES_MAX = 64L * 1024 * 1024;
    private static final Logger LOG = Logger.getLogger(GatewayQueue.class.getName());

    private final GatewaySubscriptions subscriptions;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final List<GatewayWindow> gateways = new ArrayList<>();
    private long heldBytes;

    /**
     * One message.
     *
     * @param acknowledged runs once, when a gateway has it
     */
    record Delivery(String topic, Buffer payload, MqttQoS qos, Runnable acknowledged) {

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
        var gateway = new GatewayWindow(endpoint, this::settle, this::drain);
        gateways.add(gateway);
        LOG.info("gateway " + endpoint.clientIdentifier() + " connected; " + waiting.size()
                + " message(s) wait for one");
    }

    /** What was sent to it and not acknowledged goes back to the head, in its order. */
    void disconnected(MqttEndpoint endpoint) {
        for (GatewayWindow gateway : List.copyOf(gateways)) {
            if (gateway.endpoint() == endpoint) {
                gateways.remove(gateway);
                List<Delivery> unacknowledged = gateway.takeBack();
                for (int i = unacknowledged.size() - 1; i >= 0; i--) {
                    waiting.addFirst(unacknowledged.get(i));
                }
                LOG.info("gateway " + endpoint.clientIdentifier() + " disconnected; " + waiting.size()
                        + " message(s) wait for one");
            }
        }
        drain();
    }

    /** The gateway may be sent messages up to this quality of service. */
    void granted(MqttEndpoint endpoint, MqttQoS qos) {
        of(endpoint).forEach(gateway -> gateway.grant(qos));
    }

    /** The gateway has said what it wants. */
    void open(MqttEndpoint endpoint) {
        of(endpoint).forEach(GatewayWindow::open);
        drain();
    }

    private List<GatewayWindow> of(MqttEndpoint endpoint) {
        return gateways.stream().filter(gateway -> gateway.endpoint() == endpoint).toList();
    }

    /** Sends what may be sent. Called whenever something arrives or is acknowledged. */
    private void drain() {
        while (!waiting.isEmpty()) {
            if (!subscriptions.isEmpty() && !subscriptions.matches(waiting.peek().topic())) {
                settle(waiting.poll()); // nobody wants this topic
                continue;
            }
            GatewayWindow gateway = gatewayFor(waiting.peek().topic());
            if (gateway == null) {
                return;
            }
            gateway.send(waiting.poll());
        }
    }

    /** One topic's messages go to the same gateway as long as that has room, and so stay in order. */
    private GatewayWindow gatewayFor(String topic) {
        List<GatewayWindow> open = gateways.stream().filter(GatewayWindow::isOpen).toList();
        if (open.isEmpty()) {
            return null;
        }
        GatewayWindow own = open.get(Math.floorMod(topic.hashCode(), open.size()));
        return own.hasRoom() ? own : open.stream().filter(GatewayWindow::hasRoom).findFirst().orElse(null);
    }

    private void settle(Delivery delivery) {
        heldBytes -= delivery.bytes();
        delivery.acknowledged().run();
    }
}
