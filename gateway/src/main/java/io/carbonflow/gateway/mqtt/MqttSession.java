package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;

/**
 * One connection to the MQTT broker within the session the broker keeps for us. A message is acknowledged when Kafka has
 * what it became, on the connection it came by and on no other, because packet ids mean something else on the next one.
 */
final class MqttSession {

    private static final Logger LOG = Logger.getLogger(MqttSession.class);
    /** Larger than any item we take, so that the refusal of a larger one is ours, with its bytes kept. */
    private static final int MESSAGE_BYTES_MAX = 12 * 1024 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int FAILURE_OF_SUBSCRIPTION = 0x80;
    private static final Duration OPENING_MAX = Duration.ofSeconds(15);
    private static final Duration DRAIN_PAUSE = Duration.ofMillis(5);

    /** Takes a message in. */
    @FunctionalInterface
    interface Taker {

        /** Completes when the message need not come again. */
        CompletionStage<?> take(String topic, byte[] payload);
    }

    private final Vertx vertx;
    private final MqttConfig config;
    private final Taker taker;
    private final MqttClient client;
    private final Promise<Void> closed = Promise.promise();
    private final Set<Integer> unacknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight;
    private final AtomicBoolean isOpen = new AtomicBoolean();
    private volatile boolean hasBeenOpen;
    private volatile boolean takesNoMore;

    /** @param inFlight messages taken and not done, counted over all connections */
    MqttSession(Vertx vertx, MqttConfig config, Taker taker, AtomicInteger inFlight) {
        this.vertx = vertx;
        this.inFlight = inFlight;
        this.config = config;
        this.taker = taker;
        var options = new MqttClientOptions().setClientId(config.clientId())
            .setCleanSession(false)
            .setUsername(config.username())
            .setPassword(config.password().orElse(""))
            .setKeepAliveInterval(KEEP_ALIVE_SECONDS)
            .setMaxMessageSize(MESSAGE_BYTES_MAX)
            .setAckTimeout(-1);
        options.setAutoAck(false);
        client = MqttClient.create(vertx, options);
        client.publishHandler(this::received);
        client.closeHandler(gone -> ended());
        client.exceptionHandler(failure -> LOG.warnf("MQTT: %s", failure.getMessage()));
    }

    /** Connects and subscribes; completes when the broker has granted every subscription. */
    Future<Void> open() {
        Promise<Void> subscribed = Promise.promise();
        client.subscribeCompletionHandler(answer -> {
            if (answer.grantedQoSLevels().contains(FAILURE_OF_SUBSCRIPTION)) {
                subscribed.tryFail("the broker refuses a subscription to one of " + MqttRoutes.FILTERS.keySet());
            } else {
                isOpen.set(true);
                hasBeenOpen = true;
                subscribed.tryComplete();
            }
        });
        vertx.setTimer(OPENING_MAX.toMillis(), timer -> subscribed.tryFail("no answer within " + OPENING_MAX));
        closed.future().onComplete(gone -> subscribed.tryFail("the connection was closed"));
        client.connect(config.port(), config.host())
            .compose(connected -> client.subscribe(MqttRoutes.FILTERS))
            .onFailure(subscribed::tryFail);
        return subscribed.future();
    }

    /** Completes when the connection has ended, however it did. */
    Future<Void> closed() {
        return closed.future();
    }

    boolean isOpen() {
        return isOpen.get() && client.isConnected();
    }

    boolean hasBeenOpen() {
        return hasBeenOpen;
    }

    void close() {
        client.disconnect().onComplete(done -> ended());
    }

    /** Takes nothing more, waits for what it has, and says goodbye. The broker keeps the rest for the next connection. */
    void drainAndClose(Duration max) {
        takesNoMore = true;
        long deadline = System.nanoTime() + max.toNanos();
        while (inFlight.get() > 0 && isOpen() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(DRAIN_PAUSE.toNanos());
        }
        close();
    }

    private void ended() {
        isOpen.set(false);
        closed.tryComplete();
    }

    private void received(MqttPublishMessage message) {
        boolean isAcknowledged = message.qosLevel() != MqttQoS.AT_MOST_ONCE;
        // A repeat of what we still work on is not a second message.
        if (takesNoMore || (isAcknowledged && !unacknowledged.add(message.messageId()))) {
            return;
        }
        if (inFlight.get() >= config.inFlightMax()) {
            LOG.warnf(
                    "more than %d MQTT messages wait for Kafka; the connection is closed; the broker keeps the rest and sends it again",
                    config.inFlightMax());
            takesNoMore = true;
            close();
            return;
        }
        inFlight.incrementAndGet();
        taker.take(message.topicName(), message.payload().getBytes()).whenComplete((taken, failure) -> {
            inFlight.decrementAndGet();
            if (failure == null && isAcknowledged) {
                acknowledge(message);
            }
        });
    }

    private void acknowledge(MqttPublishMessage message) {
        unacknowledged.remove(message.messageId());
        if (client.isConnected()) {
            message.ack();
        }
    }
}
