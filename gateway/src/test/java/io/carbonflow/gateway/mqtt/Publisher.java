package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;

/** A device: publishes at QoS 1 and knows when it is acknowledged. */
public final class Publisher implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final MqttClient client;
    private volatile CompletableFuture<Integer> acknowledged = new CompletableFuture<>();

    public Publisher(int port, String clientId, String username, String key) {
        client = MqttClient.create(vertx, new MqttClientOptions().setClientId(clientId)
            .setUsername(username)
            .setPassword(key)
            .setAckTimeout(-1)
            .setMaxMessageSize(2_000_000));
        client.publishCompletionHandler(id -> acknowledged.complete(id));
        await(client.connect(port, "localhost").toCompletionStage().toCompletableFuture());
    }

    /** Publishes; the future completes with the broker's acknowledgement. */
    public CompletableFuture<Integer> publish(String topic, String payload) {
        acknowledged = new CompletableFuture<>();
        var present = acknowledged;
        client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false);
        return present;
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
