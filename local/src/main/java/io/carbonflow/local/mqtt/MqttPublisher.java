package io.carbonflow.local.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.carbonflow.local.api.ApiException;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;

/** A few MQTT connections of the tenant, at QoS 1; messages of one source go through the same one, so in order. */
public final class MqttPublisher implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int UNACKNOWLEDGED_MAX = 1_000;

    /** Where and as whom to connect. */
    public record Login(String host, int port, String username, String password, String clientIdPrefix) {}

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1));
    private final List<Connection> connections = new ArrayList<>();
    private final Semaphore unacknowledged = new Semaphore(UNACKNOWLEDGED_MAX * CONNECTIONS);

    private record Connection(MqttClient client, Map<Integer, CompletableFuture<Void>> waiting) {}

    public MqttPublisher(Login login) {
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(connect(login, login.clientIdPrefix() + "-" + i));
        }
    }

    private Connection connect(Login login, String clientId) {
        var options = new MqttClientOptions().setClientId(clientId)
            .setUsername(login.username())
            .setPassword(login.password())
            .setMaxInflightQueue(UNACKNOWLEDGED_MAX * CONNECTIONS);
        var connection = new Connection(MqttClient.create(vertx, options), new ConcurrentHashMap<>());
        connection.client.publishCompletionHandler(packetId -> {
            // The acknowledgement may come before publish() has told us the packet id.
            connection.waiting.computeIfAbsent(packetId, id -> new CompletableFuture<>()).complete(null);
        });
        connection.client.closeHandler(closed -> connection.waiting.values()
            .forEach(future -> future
                .completeExceptionally(new ApiException("the MQTT broker closed the connection", null))));
        try {
            connection.client.connect(login.port(), login.host())
                .toCompletionStage()
                .toCompletableFuture()
                .get(20,
                        TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new ApiException("MQTT at " + login.host() + ":" + login.port() + " refuses the connection: "
                    + e.getMessage(), e);
        }
        return connection;
    }

    /**
     * Completes when the broker has acknowledged. Blocks while too much is unacknowledged.
     *
     * @param source whose messages stay in order
     */
    public CompletableFuture<Void> publish(String topic, String source, String body) {
        unacknowledged.acquireUninterruptibly();
        Connection connection = connections.get(Math.floorMod(source.hashCode(), CONNECTIONS));
        var done = new CompletableFuture<Void>();
        connection.client.publish(topic, Buffer.buffer(body), MqttQoS.AT_LEAST_ONCE, false, false)
            .onSuccess(packetId -> connection.waiting.computeIfAbsent(packetId, id -> new CompletableFuture<>())
                .whenComplete((ignored, failure) -> {
                    connection.waiting.remove(packetId);
                    finish(done, failure);
                }))
            .onFailure(failure -> finish(done, failure));
        return done;
    }

    private void finish(CompletableFuture<Void> done, Throwable failure) {
        unacknowledged.release();
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** Waits until everything published so far is acknowledged. */
    public void awaitAcknowledged(Duration timeout) {
        try {
            if (!unacknowledged.tryAcquire(UNACKNOWLEDGED_MAX * CONNECTIONS, timeout.toSeconds(), TimeUnit.SECONDS)) {
                throw new ApiException("some MQTT messages are not acknowledged after " + timeout.toSeconds() + " s",
                        null);
            }
            unacknowledged.release(UNACKNOWLEDGED_MAX * CONNECTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says goodbye first: a connection that is cut would count as a failed device. */
    @Override
    public void close() {
        connections.forEach(connection -> ended(connection.client.isConnected()
                ? connection.client.disconnect()
                : Future.succeededFuture()));
        ended(vertx.close());
    }

    private static void ended(Future<Void> end) {
        end.toCompletionStage()
            .toCompletableFuture()
            .orTimeout(5, TimeUnit.SECONDS)
            .exceptionally(failure -> null)
            .join();
    }
}
