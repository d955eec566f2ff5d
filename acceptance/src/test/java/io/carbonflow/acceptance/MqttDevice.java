package io.carbonflow.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;

/** A device's connection to the MQTT broker. */
final class MqttDevice implements AutoCloseable {

    private static final int PUBLISH_SECONDS_MAX = 30;

    private final Mqtt3BlockingClient client;

    private MqttDevice(Mqtt3BlockingClient client) {
        this.client = client;
    }

    static MqttDevice connected(RunningStack stack, String user, String password) {
        var client = MqttClient.builder()
            .useMqttVersion3()
            .identifier("it-" + UUID.randomUUID())
            .serverHost("localhost")
            .serverPort(stack.port("MQTT"))
            .buildBlocking();
        client.connectWith().simpleAuth().username(user).password(password.getBytes(UTF_8)).applySimpleAuth().send();
        return new MqttDevice(client);
    }

    /** Returns when the broker has it: what is still under way when a client disconnects is lost. */
    void publish(String topic, String payload) {
        publish(topic, payload.getBytes(UTF_8), false);
    }

    void publish(String topic, byte[] payload, boolean retained) {
        publishing(topic, payload, retained).orTimeout(PUBLISH_SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    /** Completes when the broker has acknowledged. */
    CompletableFuture<?> publishing(String topic, byte[] payload, boolean retained) {
        return client.toAsync()
            .publishWith()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(retained)
            .payload(payload)
            .send();
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
