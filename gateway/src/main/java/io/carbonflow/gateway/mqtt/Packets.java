package io.carbonflow.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;

/** The packets a gateway sends. */
final class Packets {

    static final String ONLINE = "online";
    static final String OFFLINE = "offline";

    private Packets() {}

    static MqttConnectMessage connect(MqttConfig config, String clientId, int keepAliveSeconds) {
        boolean isFive = config.protocolVersion() == MqttVersion.MQTT_5.protocolLevel();
        var properties = new MqttProperties();
        if (isFive) {
            // Without it a session of MQTT 5 ends with its connection.
            properties.add(property(MqttPropertyType.SESSION_EXPIRY_INTERVAL,
                    (int) config.sessionExpiry().toSeconds()));
            properties.add(property(MqttPropertyType.RECEIVE_MAXIMUM, Math.min(config.inFlightMax(), 65_535)));
        }
        return MqttMessageBuilders.connect()
            .protocolVersion(isFive ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1)
            .properties(properties)
            .clientId(clientId)
            .cleanSession(false)
            .keepAlive(keepAliveSeconds)
            .hasUser(true)
            .username(config.username())
            .hasPassword(true)
            .password(config.password().orElse("").getBytes(UTF_8))
            .willFlag(true)
            .willTopic(statusTopic(clientId))
            .willMessage(OFFLINE.getBytes(UTF_8))
            .willQoS(MqttQoS.AT_LEAST_ONCE)
            .willRetain(true)
            .build();
    }

    /** Where a gateway says whether it is there; its last will says that it is not. */
    static String statusTopic(String clientId) {
        return "carbonflow/gateway/" + clientId + "/status";
    }

    static MqttSubscribeMessage subscribe(int packetId, Collection<String> filters, int qos) {
        var subscribe = MqttMessageBuilders.subscribe().messageId(packetId);
        filters.forEach(filter -> subscribe.addSubscription(MqttQoS.valueOf(qos), filter));
        return subscribe.build();
    }

    static MqttMessage publish(int packetId, String topic, byte[] payload, int qos, boolean isRetained) {
        return MqttMessageBuilders.publish()
            .messageId(packetId)
            .topicName(topic)
            .payload(Unpooled.wrappedBuffer(payload))
            .qos(MqttQoS.valueOf(qos))
            .retained(isRetained)
            .build();
    }

    /** PUBACK, PUBREC, PUBREL or PUBCOMP. */
    static MqttMessage reply(MqttMessageType type, int packetId) {
        var qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(new MqttFixedHeader(type, false, qos, false, 0),
                MqttMessageIdVariableHeader.from(packetId));
    }

    /** PINGREQ. */
    static MqttMessage ping() {
        return MqttMessage.PINGREQ;
    }

    static MqttMessage disconnect() {
        return MqttMessageBuilders.disconnect().build();
    }

    private static IntegerProperty property(MqttPropertyType type, int value) {
        return new IntegerProperty(type.value(), value);
    }
}
