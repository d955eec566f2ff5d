package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;

/** Several gateways, subscriptions shared and not, last wills, TLS. */
class EmbeddedMqttSharingTest {

    private static final Map<String, Integer> WANTED = Map.of("$share/carbonflow/+/tele/+/SENSOR", 2,
            "$share/carbonflow/+/tele/+/LWT", 1);

    private static EmbeddedMqtt mqtt;
    private static int securePort;

    private final Vertx vertx = Vertx.vertx();

    private record Probe(MqttClient client, List<MqttPublishMessage> received) {

        Stream<String> payloads() {
            return received.stream().map(message -> message.payload().toString(UTF_8));
        }

        void publish(String topic, String payload, MqttQoS qos, boolean isRetained) {
            done(client.publish(topic, Buffer.buffer(payload), qos, false, isRetained));
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        var certificate = SomeCertificate.in(directory);
        securePort = Ports.free();
        mqtt = new EmbeddedMqtt(new DataDirectory(directory), Ports.free(),
                new EmbeddedMqtt.Keys("demo", "demo-key", "", "gw-key"), Optional.of(new EmbeddedMqtt.Secure(securePort,
                        certificate.certificate(), certificate.key())));
        mqtt.start();
    }

    @AfterAll
    static void stop() {
        mqtt.close();
    }

    @AfterEach
    void disconnect() {
        done(vertx.close());
    }

    private Probe gateway(String clientId, boolean acknowledges) {
        Probe gateway = connect(new MqttClientOptions().setUsername("gateway").setPassword("gw-key"), clientId,
                acknowledges);
        done(gateway.client.subscribe(WANTED));
        return gateway;
    }

    private Probe device(String clientId) {
        return connect(new MqttClientOptions().setUsername(clientId).setPassword("demo-key"), clientId, true);
    }

    private Probe connect(MqttClientOptions options, String clientId, boolean acknowledges) {
        options.setClientId(clientId).setMaxInflightQueue(1_000).setAckTimeout(-1);
        options.setAutoAck(acknowledges);
        var received = new CopyOnWriteArrayList<MqttPublishMessage>();
        MqttClient client = MqttClient.create(vertx, options);
        client.publishHandler(received::add);
        done(client.connect(options.isSsl() ? securePort : mqtt.port(), "localhost"));
        return new Probe(client, received);
    }

    @Test
    void everyMessageGoesToOneOfTwoGatewaysAndATopicsMessagesStayInOrder() {
        Probe one = gateway("gw-1", true);
        Probe two = gateway("gw-2", true);
        Probe device = device("meters");
        // A gateway is given its share from half a second after it has subscribed.
        var warmUp = new AtomicInteger();
        await().until(() -> {
            device.publish("demo/tele/warm-" + warmUp.incrementAndGet() + "/SENSOR", "warm-" + warmUp,
                    MqttQoS.AT_LEAST_ONCE, false);
            return !one.received.isEmpty() && !two.received.isEmpty();
        });

        IntStream.range(0, 200)
            .forEach(i -> device.publish("demo/tele/plug-" + i % 20 + "/SENSOR", Integer.toString(i),
                    MqttQoS.AT_LEAST_ONCE, false));

        await().until(() -> one.received.size() + two.received.size() == 200 + warmUp.get());
        assertThat(List.of(one, two)).allSatisfy(gateway -> assertThat(gateway.payloads())
            .anySatisfy(payload -> assertThat(payload).doesNotStartWith("warm")));
        var all = new ArrayList<>(one.received);
        all.addAll(two.received);
        assertThat(all).extracting(message -> message.payload().toString(UTF_8)).doesNotHaveDuplicates();
        assertThat(all.stream()
            .filter(message -> message.topicName().equals("demo/tele/plug-7/SENSOR"))
            .map(message -> message.payload().toString(UTF_8))).containsExactly("7", "27", "47", "67", "87", "107",
                    "127", "147", "167", "187");
    }

    @Test
    void whatAGatewayLeavesUnacknowledgedGoesToTheOther() {
        Probe silent = gateway("gw-1", false);
        Probe device = device("meter");
        device.publish("demo/tele/plug/SENSOR", "reading", MqttQoS.AT_LEAST_ONCE, false);
        await().until(() -> silent.received.size() == 1);
        Probe other = gateway("gw-2", true);

        done(silent.client.disconnect());

        await().untilAsserted(() -> assertThat(other.payloads()).contains("reading"));
    }

    @Test
    void aMessageOfQosTwoReachesTheGatewayAtQosTwo() {
        Probe gateway = gateway("gw-1", true);

        device("meter").publish("demo/tele/plug/SENSOR", "once", MqttQoS.EXACTLY_ONCE, false);

        await().untilAsserted(() -> assertThat(gateway.received)
            .filteredOn(message -> message.payload().toString(UTF_8).equals("once"))
            .extracting(MqttPublishMessage::qosLevel)
            .containsExactly(MqttQoS.EXACTLY_ONCE));
    }

    @Test
    void membersOfASharedSubscriptionTakeTurnsAndOthersHearEverything() {
        gateway("gw-1", true);
        Probe listener = device("listener");
        done(listener.client.subscribe("demo/#", 1));
        Probe first = device("member-1");
        Probe second = device("member-2");
        done(first.client.subscribe("$share/team/demo/tele/#", 1));
        done(second.client.subscribe("$share/team/demo/tele/#", 1));
        Probe meter = device("meter");

        IntStream.range(0, 10)
            .forEach(i -> meter.publish("demo/tele/plug/SENSOR", Integer.toString(i), MqttQoS.AT_LEAST_ONCE, false));

        await().until(() -> listener.received.size() == 10);
        await().until(() -> first.received.size() + second.received.size() == 10);
        assertThat(first.received).hasSize(5);
        assertThat(Stream.concat(first.payloads(), second.payloads())).doesNotHaveDuplicates();
    }

    @Test
    void aRetainedMessageIsReplayedWithItsFlagToASubscriptionThatIsNotShared() {
        gateway("gw-1", true);
        device("meter").publish("demo/homie/d/$state", "ready", MqttQoS.AT_LEAST_ONCE, true);
        Probe shared = device("shared");
        Probe own = device("own");

        done(shared.client.subscribe("$share/team/demo/homie/#", 1));
        done(own.client.subscribe("demo/homie/#", 1));

        await().until(() -> own.received.size() == 1);
        assertThat(own.received.get(0).isRetain()).isTrue();
        assertThat(shared.received).isEmpty();
    }

    @Test
    void aDeviceThatIsCutOffLeavesItsLastWillToTheGateway() {
        Probe gateway = gateway("gw-1", true);
        Vertx plug = Vertx.vertx();
        MqttClient client = MqttClient.create(plug, new MqttClientOptions().setUsername("plug")
            .setPassword("demo-key")
            .setClientId("plug")
            .setWillFlag(true)
            .setWillTopic("demo/tele/plug/LWT")
            .setWillMessageBytes(Buffer.buffer("Offline"))
            .setWillQoS(1));
        done(client.connect(mqtt.port(), "localhost"));

        done(plug.close());

        await().untilAsserted(() -> assertThat(gateway.payloads()).contains("Offline"));
    }

    @Test
    void aDeviceMayComeByTls() {
        Probe gateway = gateway("gw-1", true);
        Probe device = connect(
                new MqttClientOptions(new MqttClientOptions().setSsl(true)
                    .setTrustAll(true)
                    .setHostnameVerificationAlgorithm("")).setUsername("meter")
                    .setPassword("demo-key"),
                "meter", true);

        device.publish("demo/tele/plug/SENSOR", "secret", MqttQoS.AT_LEAST_ONCE, false);

        await().untilAsserted(() -> assertThat(gateway.payloads()).contains("secret"));
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
