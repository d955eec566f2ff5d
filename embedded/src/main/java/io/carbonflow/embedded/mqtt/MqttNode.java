package io.carbonflow.embedded.mqtt;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * Main class of the broker process.
 *
 * <p>
 * <b>Who may connect:</b> the password is an API key and decides the tenant; the user name is that tenant's id or any
 * device id, but not another tenant's id. The user {@value #GATEWAY_USER} with the internal key reads and writes
 * everything.
 *
 * <p>
 * <b>What a client may do:</b> publish and subscribe below {@code carbonflow/{tenant}/} and {@code {tenant}/} of its own
 * tenant. A filter must name the tenant literally. Keys of the roles viewer and auditor do not publish.
 *
 * <p>
 * <b>Acknowledgement:</b> PUBACK (QoS 1) and PUBREC (QoS 2) go to the publisher after the gateway has acknowledged the
 * message; while no gateway is connected they wait. What waits is lost when this process ends, and was never
 * acknowledged, so its publisher sends it again. QoS 0 is handed over in the same way and waits in the same queue.
 *
 * <p>
 * <b>A refused publish is not silent.</b> The gateway receives it on
 * <code>carbonflow-refused/{publisher's tenant}/{client id, percent-encoded}</code> as JSON <code>{"topic": attempted,
 * "client_id", "username", "payload": base64 of the bytes, "reason": "FOREIGN_TOPIC" or "ROLE"}</code>, and can so keep
 * the original bytes as a dead letter of the publisher's own tenant. After that the publisher is answered: under MQTT 5
 * with reason code 0x87 (not authorized) in PUBACK or PUBREC; MQTT 3.1.1 knows no refusal, so it gets a positive PUBACK
 * or PUBREC. The connection stays open. (Moquette 0.17, which this broker replaces, drops such a message, never
 * acknowledges it at QoS 1 and 2, keeps the connection, and does not speak MQTT 5 at all.)
 *
 * <p>
 * <b>Several gateways</b> (clients of the user {@value #GATEWAY_USER}) share the messages whatever they subscribe with,
 * {@code $share} or not: each message goes to one of them, those of one topic to the same one while it has room, and
 * to another one when it goes away without an acknowledgement. A publish of QoS 2 reaches a gateway that subscribes with
 * QoS 2 at QoS 2. What a gateway publishes goes to the tenant's clients and not back to the gateways.
 *
 * <p>
 * Other subscribers receive what is published while they are connected, and the retained message of each topic since the
 * start of this process; nothing is stored for them. They may share subscriptions by {@code $share/{group}/{filter}}. Last
 * wills are published, to the gateway as well, when a client goes away without a DISCONNECT.
 */
public final class MqttNode {

    public static final String GATEWAY_USER = "gateway";
    public static final String REFUSED_PREFIX = "carbonflow-refused";
    public static final String PORT = "CARBONFLOW_MQTT_NODE_PORT";
    public static final String DIRECTORY = "CARBONFLOW_MQTT_NODE_DIRECTORY";
    /** The port for TLS, and the PEM files with its certificate and that one's key; without a port there is no TLS. */
    public static final String TLS_PORT = "CARBONFLOW_MQTT_NODE_TLS_PORT";
    public static final String TLS_CERTIFICATE = "CARBONFLOW_MQTT_NODE_TLS_CERTIFICATE";
    public static final String TLS_KEY = "CARBONFLOW_MQTT_NODE_TLS_KEY";
    public static final String GATEWAY_KEY = "CARBONFLOW_MQTT_GATEWAY_KEY";

    private MqttNode() {}

    /** Runs the broker; everything it needs to know stands in the environment. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        var credentials = Credentials.from(environment);
        var subscriptions = new GatewaySubscriptions(Path.of(environment.get(DIRECTORY), "gateway-subscriptions"));
        // One event loop: every piece of state belongs to one thread, and 50,000 messages/s are far away.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        var secure = Optional.ofNullable(environment.get(TLS_PORT))
            .map(port -> new Broker.SecurePort(Integer.parseInt(port), environment.get(TLS_CERTIFICATE),
                    environment.get(TLS_KEY)));
        vertx.deployVerticle(new Broker(Integer.parseInt(environment.get(PORT)), secure, credentials, subscriptions))
            .onFailure(failure -> {
                failure.printStackTrace();
                System.exit(1);
            });
    }
}
