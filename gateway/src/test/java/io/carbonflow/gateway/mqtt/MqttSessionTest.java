package io.carbonflow.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedMqtt;
import io.carbonflow.embedded.Ports;
import io.vertx.core.Vertx;

/** Against a broker of its own, so that no other gateway takes the messages. */
class MqttSessionTest {

    private static final String TOPIC = "carbonflow/demo/readings";

    private final Vertx vertx = Vertx.vertx();
    private final int port = Ports.free();
    private final EmbeddedMqtt broker = new EmbeddedMqtt(
            new DataDirectory(java.nio.file.Path.of("target", "mqtt-" + UUID.randomUUID())), port,
            new EmbeddedMqtt.Keys("demo", "owner-key", "gateway:owner:watch-key", "gateway-key"));
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final MqttSession.Memory memory = new MqttSession.Memory();

    MqttSessionTest() {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop();
        vertx.close();
    }

    private MqttSession session(MqttConfig config, CompletableFuture<Void> done) {
        return new MqttSession(vertx, config, "test-gateway", message -> {
            taken.add(new String(message.payload(), UTF_8));
            return done;
        }, memory);
    }

    private MqttSession open(CompletableFuture<Void> done, int inFlightMax) {
        return open(new TestMqttConfig(port).withInFlightMax(inFlightMax), done);
    }

    private MqttSession open(MqttConfig config, CompletableFuture<Void> done) {
        var session = session(config, done);
        session.open(List.of("$share/test/carbonflow/+/readings"), List.of())
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
        return session;
    }

    @ParameterizedTest
    @CsvSource({"4,1", "4,2", "5,1", "5,2"})
    void aMessageIsAcknowledgedWhenItIsTakenAndNotBefore(int protocolVersion, int qos) {
        var done = new CompletableFuture<Void>();
        open(new TestMqttConfig(port).withProtocolVersion(protocolVersion), done);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            var acknowledged = device.publish(TOPIC, "reading", qos);

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
    void aSessionWithEnoughInHandReadsNoFurtherUntilHalfOfItIsDone() {
        var done = new CompletableFuture<Void>();
        var session = open(new TestMqttConfig(port).withProtocolVersion(4).withInFlightMax(4), done);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            var acknowledged = IntStream.range(0, 200)
                .mapToObj(i -> device.publish(TOPIC, "x".repeat(20_000), 1))
                .toList();
            await().until(() -> memory.inFlight() >= 4);

            // What was decoded from the same piece of the stream is still handed on; the rest stays with the broker.
            assertThat(memory.inFlight()).isLessThan(200);
            assertThat(session.isOpen()).isTrue();
            done.complete(null);

            assertThat(acknowledged).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(20)));
            assertThat(taken).hasSize(200);
            assertThat(memory.inFlight()).isZero();
        }
    }

    @Test
    void aSessionThatGoesDownFinishesWhatItHasFirst() {
        var done = new CompletableFuture<Void>();
        var session = open(done, 100);
        try (var device = new Publisher(port, "device", "demo", "owner-key")) {
            var acknowledged = device.publish(TOPIC, "reading");
            await().until(() -> taken.equals(List.of("reading")));

            var drained = CompletableFuture.runAsync(() -> session.drainAndClose(Duration.ofSeconds(20)));
            assertThat(drained).isNotDone();
            done.complete(null);

            assertThat(acknowledged).succeedsWithin(Duration.ofSeconds(20));
            assertThat(drained).succeedsWithin(Duration.ofSeconds(20));
            assertThat(taken).containsExactly("reading");
        }
    }

    @Test
    void theGatewaySaysThatItIsThereAndItsLastWillThatItIsNot() {
        var session = open(CompletableFuture.completedFuture(null), 100);
        var heard = new CopyOnWriteArrayList<String>();
        try (var operator = new Publisher(port, "operator", "operator", "watch-key")) {
            operator.subscribe("carbonflow/gateway/+/status", heard::add);

            await().until(() -> heard.equals(List.of("online")));
            session.drainAndClose(Duration.ofSeconds(1));

            await().until(() -> heard.equals(List.of("online", "offline")));
        }
    }

    @Test
    void aWrongKeyIsAFailureAndLeavesTheSessionClosed() {
        var session = session(new TestMqttConfig(port).withKey("wrong"), new CompletableFuture<>());

        assertThat(session.open(List.of("#"), List.of()).toCompletionStage().toCompletableFuture())
            .failsWithin(Duration.ofSeconds(20));
        assertThat(session.isOpen()).isFalse();
    }
}
