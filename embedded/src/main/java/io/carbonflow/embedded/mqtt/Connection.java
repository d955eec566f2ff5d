package io.carbonflow.embedded.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;

/** One connected client and what it has subscribed to. */
final class Connection {

    private static final int MQTT_5 = 5;
    private static final int RECEIVE_MAX = 1_000;
    private static final long UNWRITTEN_BYTES_MAX = 16L * 1024 * 1024;
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());

    private final MqttEndpoint endpoint;
    private final Client client;
    private final Broker broker;
    private final Subscriptions subscriptions = new Subscriptions();
    /** Packet ids the client has sent and was not answered for; a repeat of one is not a second message. */
    private final Set<Integer> unanswered = new HashSet<>();
    /** QoS 2 packet ids that were answered with PUBREC and wait for PUBREL. */
    private final Set<Integer> unreleased = new HashSet<>();
    private boolean saidGoodbye;
    private long unwrittenBytes;

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
        endpoint.disconnectMessageHandler(
                goodbye -> saidGoodbye = goodbye.code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
        endpoint.exceptionHandler(failure -> LOG.warning(key() + ": " + failure));
        endpoint.closeHandler(ignored -> {
            broker.closed(this);
            lastWill();
        });
        if (endpoint.protocolVersion() == MQTT_5) {
            endpoint.accept(false, connected());
        } else {
            endpoint.accept(false);
        }
    }

    /** Nothing is kept for a client that is away, and one that waits for our acknowledgements is not cut off. */
    private static MqttProperties connected() {
        var properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), 0));
        properties.add(new IntegerProperty(MqttPropertyType.RECEIVE_MAXIMUM.value(), RECEIVE_MAX));
        return properties;
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
            return broker.toGateway(refusedTopic(), refused(topic, payload, refusal.get()), qos,
                    () -> answer.give(refusal));
        }
        if (isRetained) {
            broker.retain(topic, payload);
        }
        broker.toSubscribers(this, topic, payload, qos, isRetained);
        if (client.isGateway()) {
            answer.give(refusal); // a command to a device, or its own status
            return true;
        }
        return broker.toGateway(topic, payload, qos, () -> answer.give(refusal));
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
        var granted = new ArrayList<Optional<Subscription>>();
        var isFirst = new ArrayList<Boolean>();
        for (MqttTopicSubscription request : message.topicSubscriptions()) {
            Optional<Subscription> subscription = Subscription
                .of(request.topicName(), request.qualityOfService(), request.subscriptionOption())
                .filter(asked -> client.maySubscribe(asked.filter()));
            granted.add(subscription);
            isFirst.add(subscription.map(asked -> subscriptions.add(request.topicName(), asked)).orElse(false));
        }
        if (endpoint.protocolVersion() == MQTT_5) {
            endpoint.subscribeAcknowledge(message.messageId(), granted.stream()
                .map(subscription -> subscription.map(asked -> MqttSubAckReasonCode.qosGranted(asked.qos()))
                    .orElse(MqttSubAckReasonCode.NOT_AUTHORIZED))
                .toList(), MqttProperties.NO_PROPERTIES);
        } else {
            endpoint.subscribeAcknowledge(message.messageId(),
                    granted.stream()
                        .map(subscription -> subscription.map(Subscription::qos).orElse(MqttQoS.FAILURE))
                        .toList());
        }
        for (int i = 0; i < granted.size(); i++) {
            boolean isNew = isFirst.get(i);
            granted.get(i).ifPresent(subscription -> broker.subscribed(this, subscription, isNew));
        }
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.topics()
            .forEach(filter -> subscriptions.remove(filter).ifPresent(ended -> broker.unsubscribed(this, ended)));
        endpoint.unsubscribeAcknowledge(message.messageId());
    }

    /** Sends the message once if any subscription of its own matches, at the lower of both qualities of service. */
    void deliver(Connection sender, String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        subscriptions.own(topic, sender == this)
            .ifPresent(match -> send(topic, payload, lower(qos, match.qos()), isRetained && match.keepsRetainFlag()));
    }

    /** The shared subscriptions this topic falls under, named by tenant, group and filter. */
    List<String> groupsOf(String topic) {
        return subscriptions.groups(topic).stream().map(group -> tenantPrefix() + group).toList();
    }

    void deliverShared(String group, String topic, Buffer payload, MqttQoS qos) {
        subscriptions.shared(topic, group.substring(tenantPrefix().length()))
            .ifPresent(granted -> send(topic, payload, lower(qos, granted), false));
    }

    private String tenantPrefix() {
        return client.tenant().orElse("") + "/";
    }

    void deliverRetained(String topic, Buffer payload, MqttQoS granted) {
        send(topic, payload, lower(MqttQoS.AT_LEAST_ONCE, granted), true);
    }

    /** A subscriber that does not read is cut off before what waits for it fills the memory. */
    private void send(String topic, Buffer payload, MqttQoS qos, boolean isRetained) {
        if (!endpoint.isConnected()) {
            return;
        }
        unwrittenBytes += payload.length();
        if (unwrittenBytes > UNWRITTEN_BYTES_MAX) {
            LOG.warning(key() + " is disconnected: more than " + UNWRITTEN_BYTES_MAX + " bytes wait for it to read");
            endpoint.close();
            return;
        }
        endpoint.publish(topic, payload, qos, false, isRetained)
            .onComplete(written -> unwrittenBytes -= payload.length());
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
