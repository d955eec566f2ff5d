package io.carbonflow.embedded.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;

/** One connected client and what it has subscribed to. */
final class Connection {

    private static final int MQTT_5 = 5;
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());

    private final MqttEndpoint endpoint;
    private final Client client;
    private final Broker broker;
    private final Map<String, MqttQoS> subscriptions = new HashMap<>();
    /** Packet ids the client has sent and was not answered for; a repeat of one is not a second message. */
    private final Set<Integer> unanswered = new HashSet<>();
    /** QoS 2 packet ids that were answered with PUBREC and wait for PUBREL. */
    private final Set<Integer> unreleased = new HashSet<>();
    private boolean saidGoodbye;

    Connection(MqttEndpoint endpoint, Client client, Broker broker) {
        this.endpoint = endpoint;
        this.client = client;
        this.broker = broker;
    }

    String key() {
        return client.tenant().orElse("") + "/" + endpoint.clientIdentifier();
    }

    Client client() {
        return client;
    }

    MqttEndpoint endpoint() {
        return endpoint;
    }

    void open() {
        endpoint.publishHandler(this::received);
        endpoint.publishReleaseHandler(packetId -> {
            unreleased.remove(packetId);
            endpoint.publishComplete(packetId);
        });
        endpoint.publishReceivedHandler(endpoint::publishRelease);
        endpoint.subscribeHandler(this::subscribe);
        endpoint.unsubscribeHandler(this::unsubscribe);
        endpoint.disconnectHandler(ignored -> saidGoodbye = true);
        endpoint.exceptionHandler(failure -> LOG.warning(key() + ": " + failure));
        endpoint.closeHandler(ignored -> {
            broker.closed(this);
            lastWill();
        });
        endpoint.accept(false);
    }

    void close() {
        if (endpoint.isConnected()) {
            endpoint.close();
        }
    }

    private void received(MqttPublishMessage message) {
        int packetId = message.messageId();
        if (!TopicFilter.isTopicName(message.topicName())) {
            endpoint.close();
            return;
        }
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE && unreleased.contains(packetId)) {
            endpoint.publishReceived(packetId);
            return;
        }
        if (message.qosLevel() != MqttQoS.AT_MOST_ONCE && !unanswered.add(packetId)) {
            return;
        }
        boolean isTaken = publish(message.topicName(), message.payload(), message.qosLevel(), message.isRetain(),
                refusal -> answer(message.qosLevel(), packetId, refusal));
        if (!isTaken && message.qosLevel() != MqttQoS.AT_MOST_ONCE) {
            LOG.warning(key() + " is disconnected: more than " + GatewayQueue.WAITING_BYTES_MAX
                    + " bytes wait for the gateway");
            endpoint.close();
        }
    }

    private interface Answer {
        void give(Optional<Client.Refusal> refusal);
    }

    private boolean publish(String topic, Buffer payload, MqttQoS qos, boolean isRetained, Answer answer) {
        Optional<Client.Refusal> refusal = client.refusalOf(topic);
        if (refusal.isPresent()) {
            LOG.warning(key() + " may not publish to " + topic);
            return broker.toGateway(refusedTopic(), refused(topic, payload, refusal.get()), () -> answer.give(refusal));
        }
        if (isRetained) {
            broker.retain(topic, payload);
        }
        broker.toSubscribers(topic, payload, qos);
        return broker.toGateway(topic, payload, () -> answer.give(refusal));
    }

    private String refusedTopic() {
        String clientId = URLEncoder.encode(endpoint.clientIdentifier(), UTF_8).replace("+", "%20");
        return MqttNode.REFUSED_PREFIX + "/" + client.tenant().orElseThrow() + "/" + clientId;
    }

    private Buffer refused(String topic, Buffer payload, Client.Refusal refusal) {
        return new JsonObject().put("topic", topic)
            .put("client_id", endpoint.clientIdentifier())
            .put("username", client.username())
            .put("payload", java.util.Base64.getEncoder().encodeToString(payload.getBytes()))
            .put("reason", refusal.name())
            .toBuffer();
    }

    private void answer(MqttQoS qos, int packetId, Optional<Client.Refusal> refusal) {
        unanswered.remove(packetId);
        if (!endpoint.isConnected()) {
            return;
        }
        boolean saysNo = refusal.isPresent() && endpoint.protocolVersion() == MQTT_5;
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            if (saysNo) {
                endpoint.publishAcknowledge(packetId, MqttPubAckReasonCode.NOT_AUTHORIZED,
                        MqttProperties.NO_PROPERTIES);
            } else {
                endpoint.publishAcknowledge(packetId);
            }
        } else if (qos == MqttQoS.EXACTLY_ONCE) {
            if (saysNo) {
                endpoint.publishReceived(packetId, MqttPubRecReasonCode.NOT_AUTHORIZED, MqttProperties.NO_PROPERTIES);
            } else {
                unreleased.add(packetId);
                endpoint.publishReceived(packetId);
            }
        }
    }

    private void subscribe(MqttSubscribeMessage message) {
        var requested = message.topicSubscriptions();
        List<Boolean> granted = requested.stream().map(request -> client.maySubscribe(request.topicName())).toList();
        for (int i = 0; i < requested.size(); i++) {
            if (granted.get(i)) {
                subscriptions.put(requested.get(i).topicName(), requested.get(i).qualityOfService());
            }
        }
        if (endpoint.protocolVersion() == MQTT_5) {
            endpoint.subscribeAcknowledge(message.messageId(), requested.stream()
                .map(request -> client.maySubscribe(request.topicName())
                        ? MqttSubAckReasonCode.qosGranted(request.qualityOfService())
                        : MqttSubAckReasonCode.NOT_AUTHORIZED)
                .toList(), MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.subscribeAcknowledge(message.messageId(), requested.stream()
                .map(request -> client.maySubscribe(request.topicName())
                        ? request.qualityOfService()
                        : MqttQoS.FAILURE)
                .toList());
        }
        requested.stream()
            .map(request -> request.topicName())
            .filter(subscriptions::containsKey)
            .forEach(filter -> broker.subscribed(this, filter));
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.topics().forEach(filter -> {
            subscriptions.remove(filter);
            broker.unsubscribed(this, filter);
        });
        endpoint.unsubscribeAcknowledge(message.messageId());
    }

    /** Sends the message once if any subscription matches, at the lower of both qualities of service. */
    void deliver(String topic, Buffer payload, MqttQoS qos) {
        highestMatching(topic).ifPresent(granted -> send(topic, payload, lower(qos, granted), false));
    }

    void deliverRetained(String topic, Buffer payload) {
        highestMatching(topic).ifPresent(granted -> send(topic, payload, lower(MqttQoS.AT_LEAST_ONCE, granted), true));
    }

    private void send(String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        if (endpoint.isConnected()) {
            endpoint.publish(topic, payload, qos, false, isRetained);
        }
    }

    private Optional<MqttQoS> highestMatching(String topic) {
        return subscriptions.entrySet()
            .stream()
            .filter(entry -> TopicFilter.matches(entry.getKey(), topic))
            .map(Map.Entry::getValue)
            .max((one, other) -> Integer.compare(one.value(), other.value()));
    }

    private static MqttQoS lower(MqttQoS one, MqttQoS other) {
        return one.value() <= other.value() ? one : other;
    }

    private void lastWill() {
        if (!saidGoodbye && endpoint.will() != null && endpoint.will().isWillFlag()) {
            publish(endpoint.will().getWillTopic(), endpoint.will().getWillMessage(),
                    MqttQoS.valueOf(endpoint.will().getWillQos()), endpoint.will().isWillRetain(), refusal -> {});
        }
    }
}
