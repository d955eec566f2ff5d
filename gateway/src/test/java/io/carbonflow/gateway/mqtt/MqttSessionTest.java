package io.carbonflow.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedMqtt;
import io.carbonflow.embedded.Ports;
import io.vertx.core.Vertx;

/** Against a broker of its own, so that no other gateway takes the messages. */
class MqttSessionTest {

    private static final String TOPIC = "carbonflow/demo/readings";

    private record Config(int port, int inFlightMax, String key) implements MqttConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public String host() {
            return "localhost";
        }

        @Override
        public String username() {
            return "gateway";
        }

        @Override
        public Optional<String> password() {
            return Optional.of(key);
        }

        @Override
        public String clientId() {
            return "test-gateway";
        }

        @Override
        public Duration reconnectDelay() {
            return Duration.ofSeconds(1);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final int port = Ports.free();
    private final EmbeddedMqtt broker = new EmbeddedMqtt(
            new DataDirectory(java.nio.file.Path.of("target", "mqtt-" + UUID.randomUUID())), port,
            new EmbeddedMqtt.Keys("demo", "owner-key", "", "gateway-key"));
    private final List<String> taken = new CopyOnWriteArrayList<>();

    MqttSessionTest() {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop();
        vertx.close();
    }

    private MqttSession open(CompletableFuture<Void> done, int inFlightMax) {
        var session = new MqttSession(vertx, new Config(port, inFlightMax, "gateway-key"), (topic, payload) -> {
            taken.add(new String(payload, UTF_8));
            return done;
        }, new AtomicInteger());
        session.open().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        return session;
    }

    @Test
    void aMessageIsAcknowledgedWhenItIsTakenAndNotBefore() {
        var done = new CompletableFuture<Void>();
        open(done, 100);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            var acknowledged = device.publish(TOPIC, "reading");

            await().until(() -> taken.equals(List.of("reading")));
            assertThat(acknowledged).isNotDone();
            done.complete(null);

            assertThat(acknowledged).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void aMessageThatWasNotTakenComesAgainAfterARestart() {
        var before = open(new CompletableFuture<>(), 100);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            var acknowledged = device.publish(TOPIC, "reading");
            await().until(() -> taken.equals(List.of("reading")));

            before.close();
            open(CompletableFuture.completedFuture(null), 100);

            assertThat(acknowledged).succeedsWithin(Duration.ofSeconds(20));
            assertThat(taken).containsExactly("reading", "reading");
        }
    }

    @Test
    void aSessionWithTooMuchInFlightHangsUpAndLosesNothing() {
        var before = open(new CompletableFuture<>(), 1);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            device.publish(TOPIC, "one");
            var second = device.publish(TOPIC, "two");

            assertThat(before.closed().toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(20));
            open(CompletableFuture.completedFuture(null), 100);

            assertThat(second).succeedsWithin(Duration.ofSeconds(20));
            assertThat(taken).containsExactly("one", "one", "two");
        }
    }

    @Test
    void aWrongKeyIsAFailureAndLeavesTheSessionClosed() {
        var session = new MqttSession(vertx, new Config(port, 1, "wrong"), (topic, payload) -> null,
                new AtomicInteger());

        assertThat(session.open().toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
        assertThat(session.isOpen()).isFalse();
    }
}
