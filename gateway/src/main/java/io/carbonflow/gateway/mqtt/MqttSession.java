package io.carbonflow.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * One connection to the MQTT broker within the session the broker keeps for us. A message is acknowledged when Kafka has
 * what it became, on the connection it came by and on no other, because packet ids mean something else on the next one.
 * With too much in hand nothing more is read, so that the broker keeps it.
 */
final class MqttSession implements MqttLink.Receiver {

    private static final Duration OPENING_MAX = Duration.ofSeconds(15);
    private static final Duration DRAIN_PAUSE = Duration.ofMillis(5);

    /** Takes a message in. */
    @FunctionalInterface
    interface Taker {

        /** Completes when the message need not come again. */
        CompletionStage<?> take(Inbound message);
    }

    /** What outlives a connection. */
    static final class Memory {

        private final AtomicInteger inFlight = new AtomicInteger();
        private final ExactlyOnce exactlyOnce = new ExactlyOnce();

        /** Messages taken and not done, over all connections. */
        int inFlight() {
            return inFlight.get();
        }
    }

    private final Vertx vertx;
    private final MqttConfig config;
    private final String clientId;
    private final Taker taker;
    private final Memory memory;
    private final MqttLink link;
    private final Set<Integer> unacknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isPaused = new AtomicBoolean();
    private volatile boolean isSubscribed;
    private volatile boolean takesNoMore;

    MqttSession(Vertx vertx, MqttConfig config, String clientId, Taker taker, Memory memory) {
        this.vertx = vertx;
        this.config = config;
        this.clientId = clientId;
        this.taker = taker;
        this.memory = memory;
        link = new MqttLink(vertx, config, clientId, this);
    }

    /**
     * Connects and subscribes; completes when the broker has granted every subscription.
     *
     * @param retainedFilters what is subscribed to besides, at QoS 1, for the sake of what the broker has retained
     */
    Future<Void> open(Collection<String> filters, Collection<String> retainedFilters) {
        Promise<Void> opened = Promise.promise();
        long timer = vertx.setTimer(OPENING_MAX.toMillis(), late -> opened.tryFail("no answer within " + OPENING_MAX));
        link.connect()
            .compose(isKept -> {
                if (!isKept) {
                    memory.exactlyOnce.clear();
                }
                return link.subscribe(filters, config.qos());
            })
            .compose(shared -> retainedFilters.isEmpty() ? Future.succeededFuture(shared)
                    : link.subscribe(retainedFilters, Math.min(1, config.qos())))
            .onSuccess(subscribed -> {
                isSubscribed = true;
                opened.tryComplete();
                link.publish(Packets.statusTopic(clientId), Packets.ONLINE.getBytes(UTF_8), 1, true);
            })
            .onFailure(opened::tryFail);
        opened.future().onComplete(done -> vertx.cancelTimer(timer));
        return opened.future();
    }

    /** Completes when the connection has ended, however it did. */
    Future<Void> closed() {
        return link.closed();
    }

    boolean isOpen() {
        return isSubscribed && link.isOpen();
    }

    boolean hasBeenOpen() {
        return isSubscribed;
    }

    /** Completes when the broker has it; at QoS 0 when it is on its way. */
    Future<Void> publish(String topic, byte[] payload, int qos) {
        return link.publish(topic, payload, qos, false);
    }

    void close() {
        link.disconnect();
    }

    /** Takes nothing more, waits for what it has, and says goodbye. The broker keeps the rest for the next connection. */
    void drainAndClose(Duration max) {
        takesNoMore = true;
        long deadline = System.nanoTime() + max.toNanos();
        while (memory.inFlight() > 0 && isOpen() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(DRAIN_PAUSE.toNanos());
        }
        if (isOpen()) {
            link.publish(Packets.statusTopic(clientId), Packets.OFFLINE.getBytes(UTF_8), 0, true)
                .onComplete(sent -> link.disconnect());
        } else {
            link.disconnect();
        }
    }

    @Override
    public void received(Inbound message) {
        if (takesNoMore) {
            return;
        }
        Optional<ExactlyOnce.Handshake> handshake = Optional.empty();
        if (message.qos() == MqttQoS.EXACTLY_ONCE.value()) {
            handshake = memory.exactlyOnce.begin(message.packetId(), () -> acknowledge(message));
            if (handshake.isEmpty()) {
                return;
            }
        } else if (message.qos() == MqttQoS.AT_LEAST_ONCE.value() && !unacknowledged.add(message.packetId())) {
            return; // a repeat of what we still work on is not a second message
        }
        if (memory.inFlight.incrementAndGet() >= config.inFlightMax() && isPaused.compareAndSet(false, true)) {
            link.pause();
        }
        if (message.isTooLong()) {
            takesNoMore = true;
        }
        var begun = handshake;
        taker.take(message).whenComplete((taken, failure) -> done(message, begun, failure == null));
    }

    @Override
    public void released(int packetId) {
        memory.exactlyOnce.released(packetId);
    }

    /** Acknowledged before it no longer counts: whoever waits for the last one then says goodbye behind its answer. */
    private void done(Inbound message, Optional<ExactlyOnce.Handshake> handshake, boolean isTaken) {
        if (handshake.isPresent()) {
            if (isTaken) {
                memory.exactlyOnce.taken(message.packetId(), handshake.get());
            } else {
                memory.exactlyOnce.failed(message.packetId(), handshake.get());
            }
        } else if (isTaken) {
            unacknowledged.remove(message.packetId());
            acknowledge(message);
        }
        if (memory.inFlight.decrementAndGet() <= config.inFlightMax() / 2 && isPaused.compareAndSet(true, false)) {
            link.resume();
        }
        if (message.isTooLong()) {
            link.disconnect(); // its connection cannot be read on
        }
    }

    private void acknowledge(Inbound message) {
        if (link.isOpen()) {
            link.acknowledge(message);
        }
    }
}
