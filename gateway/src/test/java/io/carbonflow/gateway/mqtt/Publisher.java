package io.carbonflow.gateway.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;

/** A device: publishes, and knows when it is acknowledged. */
public final class Publisher implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final MqttClient client;
    private final Map<Integer, CompletableFuture<Integer>> acknowledged = new ConcurrentHashMap<>();

    public Publisher(int port, String clientId, String username, String key) {
        client = MqttClient.create(vertx, new MqttClientOptions().setClientId(clientId)
            .setUsername(username)
            .setPassword(key)
            .setAckTimeout(-1)
            .setMaxInflightQueue(1_000)
            .setMaxMessageSize(2_000_000));
        client.publishCompletionHandler(id -> acknowledgementOf(id).complete(id));
        await(client.connect(port, "localhost").toCompletionStage().toCompletableFuture());
    }

    /** Publishes at QoS 1; the future completes with the broker's acknowledgement. */
    public CompletableFuture<Integer> publish(String topic, String payload) {
        return publish(topic, payload, 1);
    }

    /** The same at another quality of service; at 0 it completes when the message is on its way. */
    public CompletableFuture<Integer> publish(String topic, String payload, int qos) {
        return client.publish(topic, Buffer.buffer(payload), MqttQoS.valueOf(qos), false, false)
            .toCompletionStage()
            .toCompletableFuture()
            .thenCompose(id -> qos == 0 ? CompletableFuture.completedFuture(id) : acknowledgementOf(id));
    }

    /** Hands on the payloads of what is published there from now on. */
    public void subscribe(String filter, Consumer<String> heard) {
        client.publishHandler(message -> heard.accept(message.payload().toString(StandardCharsets.UTF_8)));
        await(client.subscribe(filter, 1).toCompletionStage().toCompletableFuture());
    }

    private CompletableFuture<Integer> acknowledgementOf(int packetId) {
        return acknowledged.computeIfAbsent(packetId, id -> new CompletableFuture<>());
    }

    public void publishAndWait(String topic, String payload) {
        await(publish(topic, payload));
    }

    private static void await(CompletableFuture<?> future) {
        future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        vertx.close()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(Duration.ofSeconds(5).toMillis(),
                    TimeUnit.MILLISECONDS)
            .join();
    }
}
