package io.carbonflow.embedded.mqtt;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
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
    private final Credentials credentials;
    private final GatewaySubscriptions gatewaySubscriptions;
    private final GatewayQueue gatewayQueue;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, Buffer> retained = new LinkedHashMap<>();

    Broker(int port, Credentials credentials, GatewaySubscriptions gatewaySubscriptions) {
        this.port = port;
        this.credentials = credentials;
        this.gatewaySubscriptions = gatewaySubscriptions;
        this.gatewayQueue = new GatewayQueue(gatewaySubscriptions);
    }

    @Override
    public void start(Promise<Void> started) {
        var options = new MqttServerOptions().setMaxMessageSize(MESSAGE_BYTES_MAX).setHost("0.0.0.0").setPort(port);
        MqttServer.create(vertx, options)
            .endpointHandler(this::accept)
            .exceptionHandler(failure -> LOG.warning("connection failed: " + failure))
            .listen()
            .onSuccess(server -> LOG.info("listening on port " + server.actualPort()))
            .<Void>mapEmpty()
            .onComplete(started);
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
            endpoint.publishAcknowledgeHandler(gatewayQueue::acknowledged);
        }
    }

    void closed(Connection connection) {
        connections.remove(connection.key(), connection);
        if (connection.client().isGateway()) {
            gatewayQueue.disconnected(connection.endpoint());
        }
    }

    /** Hands the message to the gateway; {@code acknowledged} runs when the gateway has it. */
    boolean toGateway(String topic, Buffer payload, Runnable acknowledged) {
        return gatewayQueue.offer(new GatewayQueue.Delivery(topic, payload, acknowledged));
    }

    void toSubscribers(String topic, Buffer payload, MqttQoS qos) {
        for (Connection connection : connections.values()) {
            if (!connection.client().isGateway()) {
                connection.deliver(topic, payload, qos);
            }
        }
    }

    void retain(String topic, Buffer payload) {
        if (payload.length() == 0) {
            retained.remove(topic);
        } else if (retained.containsKey(topic) || retained.size() < RETAINED_TOPICS_MAX) {
            retained.put(topic, payload);
        }
    }

    void subscribed(Connection connection, String filter) {
        if (connection.client().isGateway()) {
            gatewaySubscriptions.add(filter);
            // A gateway subscribes to several filters in a row; what it has not named yet must not count as unwanted.
            vertx.setTimer(SUBSCRIBING_MILLIS, timer -> gatewayQueue.open());
        } else {
            retained.entrySet()
                .stream()
                .filter(message -> TopicFilter.matches(filter, message.getKey()))
                .forEach(message -> connection.deliverRetained(message.getKey(), message.getValue()));
        }
    }

    void unsubscribed(Connection connection, String filter) {
        if (connection.client().isGateway()) {
            gatewaySubscriptions.remove(filter);
        }
    }
}
