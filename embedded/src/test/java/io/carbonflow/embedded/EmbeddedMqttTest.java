package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;

class EmbeddedMqttTest {

    private static final String READINGS = "carbonflow/demo/readings";

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private EmbeddedMqtt mqtt;

    private record Message(String topic, String payload, Runnable acknowledge) {}

    /** A connected client that records what it receives and which of its messages were acknowledged. */
    private static final class Probe {
        private final MqttClient client;
        private final List<Message> received = new CopyOnWriteArrayList<>();
        private final AtomicInteger acknowledged = new AtomicInteger();

        private Probe(MqttClient client) {
            this.client = client;
            client.publishCompletionHandler(packetId -> acknowledged.incrementAndGet());
            client.publishHandler(message -> received.add(new Message(message.topicName(),
                    message.payload().toString(UTF_8), message::ack)));
        }

        void publish(String topic, String payload, MqttQoS qos) {
            done(client.publish(topic, Buffer.buffer(payload), qos, false, false));
        }
    }

    @BeforeEach
    void start() {
        mqtt = new EmbeddedMqtt(new DataDirectory(directory), Ports.free(),
                new EmbeddedMqtt.Keys("demo", "demo-key", "other:owner:other-key,demo:viewer:viewer-key", "gw-key"));
        mqtt.start();
    }

    @AfterEach
    void stop() {
        done(vertx.close());
        mqtt.close();
    }

    @Test
    void acknowledgesAPublisherOnlyAfterTheGatewayHasTheMessage() {
        // Given
        Probe gateway = gateway(false);
        Probe device = connect("meter-1", "demo-key");

        // When
        device.publish(READINGS, "one", MqttQoS.AT_LEAST_ONCE);
        device.publish(READINGS, "two", MqttQoS.EXACTLY_ONCE);
        await().until(() -> gateway.received.size() == 2);

        // Then
        assertThat(device.acknowledged).hasValue(0);
        gateway.received.forEach(message -> message.acknowledge().run());
        await().untilAsserted(() -> assertThat(device.acknowledged).hasValue(2));
    }

    @Test
    void holdsMessagesUntilAGatewayIsThereAndDeliversUnacknowledgedOnesAgain() {
        // Given
        Probe device = connect("meter-1", "demo-key");
        device.publish(READINGS, "one", MqttQoS.AT_LEAST_ONCE);
        Probe first = gateway(false);
        await().until(() -> first.received.size() == 1);

        // When
        done(first.client.disconnect());
        Probe second = gateway(true);

        // Then
        await().untilAsserted(() -> assertThat(device.acknowledged).hasValue(1));
        assertThat(second.received).extracting(Message::payload).containsExactly("one");
    }

    @Test
    void handsAPublishToAnotherTenantsTopicToTheGatewayAsRefused() {
        // Given
        Probe gateway = gateway(true);
        Probe device = connect("demo", "demo-key");

        // When
        device.publish("carbonflow/other/readings", "intruder", MqttQoS.AT_LEAST_ONCE);
        device.publish(READINGS, "neighbour", MqttQoS.AT_LEAST_ONCE);

        // Then
        await().untilAsserted(() -> assertThat(device.acknowledged).hasValue(2));
        assertThat(gateway.received).extracting(Message::topic)
            .containsExactly("carbonflow-refused/demo/client-demo", READINGS);
        var refused = new JsonObject(gateway.received.get(0).payload());
        assertThat(refused.getString("topic")).isEqualTo("carbonflow/other/readings");
        assertThat(refused.getString("reason")).isEqualTo("FOREIGN_TOPIC");
        assertThat(new String(Base64.getDecoder().decode(refused.getString("payload")), UTF_8)).isEqualTo("intruder");
        assertThat(device.client.isConnected()).isTrue();
    }

    @Test
    void refusesAPublishWithAKeyThatOnlyReads() {
        // Given
        Probe gateway = gateway(true);
        Probe viewer = connect("demo", "viewer-key");

        // When
        viewer.publish(READINGS, "no", MqttQoS.AT_LEAST_ONCE);

        // Then
        await().untilAsserted(() -> assertThat(gateway.received).extracting(Message::topic)
            .containsExactly("carbonflow-refused/demo/client-demo"));
    }

    @Test
    void deliversWithinATenantOnly() {
        // Given
        gateway(true);
        Probe own = connect("demo", "demo-key");
        Probe foreign = connect("other", "other-key");
        done(own.client.subscribe("demo/#", 1));
        done(foreign.client.subscribe("#", 1));
        done(foreign.client.subscribe("demo/#", 1));

        // When
        connect("meter-1", "demo-key").publish("demo/tele/plug/SENSOR", "reading", MqttQoS.AT_LEAST_ONCE);

        // Then
        await().untilAsserted(() -> assertThat(own.received).extracting(Message::payload).containsExactly("reading"));
        assertThat(foreign.received).isEmpty();
    }

    @Test
    void refusesAWrongKeyAndTheNameOfAnotherTenant() {
        assertThatThrownBy(() -> connect("demo", "wrong")).hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
        assertThatThrownBy(() -> connect("other", "demo-key")).hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
        assertThatThrownBy(() -> connect("gateway", "gw-key-not")).hasMessageContaining("BAD_USER_NAME_OR_PASSWORD");
    }

    private Probe gateway(boolean acknowledges) {
        var options = new MqttClientOptions().setUsername("gateway").setPassword("gw-key").setClientId("gateway");
        options.setAutoAck(acknowledges);
        var probe = new Probe(MqttClient.create(vertx, options));
        done(probe.client.connect(mqtt.port(), "localhost"));
        done(probe.client.subscribe(java.util.Map.of("carbonflow/+/readings", 1, "carbonflow-refused/#", 1)));
        return probe;
    }

    private Probe connect(String username, String password) {
        var options = new MqttClientOptions().setUsername(username)
            .setPassword(password)
            .setClientId("client-" + username);
        var probe = new Probe(MqttClient.create(vertx, options));
        done(probe.client.connect(mqtt.port(), "localhost"));
        return probe;
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
