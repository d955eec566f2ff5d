package io.carbonflow.embedded.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;

/** Accepts connections and routes messages between them. */
final class Broker extends AbstractVerticle {

    /** Larger than the largest body the gateway reads, so that the refusal is the gateway's, with a reason. */
    private static final int MESSAGE_BYTES_MAX = 12 * 1024 * 1024;
    private static final long SUBSCRIBING_MILLIS = 500;
    private static final int RETAINED_TOPICS_MAX = 10_000;
    private static final int MQTT_5 = 5;
    private static final Logger LOG = Logger.getLogger(Broker.class.getName());

    private final int port;
    private final Optional<SecurePort> securePort;
    private final Credentials credentials;
    private final GatewaySubscriptions gatewaySubscriptions;
    private final GatewayQueue gatewayQueue;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, Buffer> retained = new LinkedHashMap<>();
    /** Takes turns among the members of shared subscriptions. */
    private int lastMember;

    /** A second port, for TLS, with the PEM files of the certificate and its key. */
    record SecurePort(int port, String certificate, String key) {}

    Broker(int port, Optional<SecurePort> securePort, Credentials credentials,
            GatewaySubscriptions gatewaySubscriptions) {
        this.port = port;
        this.securePort = securePort;
        this.credentials = credentials;
        this.gatewaySubscriptions = gatewaySubscriptions;
        this.gatewayQueue = new GatewayQueue(gatewaySubscriptions);
    }

    @Override
    public void start(Promise<Void> started) {
        var options = new MqttServerOptions().setMaxMessageSize(MESSAGE_BYTES_MAX).setHost("0.0.0.0").setPort(port);
        Future<Void> secure = securePort.map(tls -> listen(new MqttServerOptions(options).setPort(tls.port())
            .setSsl(true)
            .setKeyCertOptions(new PemKeyCertOptions().setCertPath(tls.certificate()).setKeyPath(tls.key()))))
            .orElse(Future.succeededFuture());
        secure.compose(listening -> listen(options)).onComplete(started);
    }

    private Future<Void> listen(MqttServerOptions options) {
        return MqttServer.create(vertx, options)
            .endpointHandler(this::accept)
            .exceptionHandler(failure -> LOG.warning("connection failed: " + failure))
            .listen()
            .onSuccess(server -> LOG.info(
                    "listening on port " + server.actualPort() + (options.isSsl() ? " (TLS)" : "")))
            .mapEmpty();
    }

    private void accept(MqttEndpoint endpoint) {
        String username = endpoint.auth() == null ? null : endpoint.auth().getUsername();
        String password = endpoint.auth() == null ? null : endpoint.auth().getPassword();
        credentials.authenticate(username, password).ifPresentOrElse(client -> open(endpoint, client), () -> {
            LOG.warning("refused client " + endpoint.clientIdentifier() + " with user name " + username);
            endpoint.reject(endpoint.protocolVersion() == MQTT_5
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                    : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        });
    }

    private void open(MqttEndpoint endpoint, Client client) {
        var connection = new Connection(endpoint, client, this);
        // Two clients of different tenants may choose the same id and must not throw each other out.
        Connection previous = connections.put(connection.key(), connection);
        if (previous != null) {
            previous.close();
        }
        connection.open();
        if (client.isGateway()) {
            gatewayQueue.connected(endpoint);
        }
    }

    void closed(Connection connection) {
        connections.remove(connection.key(), connection);
        if (connection.client().isGateway()) {
            gatewayQueue.disconnected(connection.endpoint());
        }
    }

    /** Hands the message to a gateway; {@code acknowledged} runs when that has it. */
    boolean toGateway(String topic, Buffer payload, MqttQoS qos, Runnable acknowledged) {
        return gatewayQueue.offer(new GatewayQueue.Delivery(topic, payload, qos, acknowledged));
    }

    void toSubscribers(Connection sender, String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        var groups = new TreeMap<String, List<Connection>>();
        for (Connection connection : connections.values()) {
            if (!connection.client().isGateway()) {
                connection.deliver(sender, topic, payload, qos, isRetained);
                connection.groupsOf(topic)
                    .forEach(group -> groups.computeIfAbsent(group, key -> new ArrayList<>()).add(connection));
            }
        }
        groups.forEach((group, members) -> members.get(Math.floorMod(lastMember++, members.size()))
            .deliverShared(group, topic, payload, qos));
    }

    void retain(String topic, Buffer payload) {
        if (payload.length() == 0) {
            retained.remove(topic);
        } else if (retained.containsKey(topic) || retained.size() < RETAINED_TOPICS_MAX) {
            retained.put(topic, payload);
        }
    }

    void subscribed(Connection connection, Subscription subscription, boolean isFirst) {
        if (connection.client().isGateway()) {
            gatewaySubscriptions.add(subscription.filter());
            // A gateway subscribes to several filters in a row; what it has not named yet must not count as unwanted.
            gatewayQueue.granted(connection.endpoint(), subscription.qos());
            vertx.setTimer(SUBSCRIBING_MILLIS, timer -> gatewayQueue.open(connection.endpoint()));
        } else if (subscription.replays(isFirst)) {
            retained.entrySet()
                .stream()
                .filter(message -> subscription.matches(message.getKey()))
                .forEach(message -> connection.deliverRetained(message.getKey(), message.getValue(),
                        subscription.qos()));
        }
    }

    void unsubscribed(Connection connection, Subscription subscription) {
        if (connection.client().isGateway()) {
            gatewaySubscriptions.remove(subscription.filter());
        }
    }
}
