package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jboss.logging.Logger;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;

/**
 * One connection to an MQTT broker, in MQTT 3.1.1 or 5 over Netty's codec. Acknowledges nothing by itself and can stop
 * reading from its socket, which makes the broker wait: both are what the usual clients do not leave to their users.
 */
final class MqttLink {

    /** Larger than any item we take, so that the refusal of a larger one is ours, with its bytes kept. */
    static final int MESSAGE_BYTES_MAX = 12 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(MqttLink.class);
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int REFUSED_FROM = 0x80;
    private static final int PACKET_ID_MAX = 65_535;
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(2L * KEEP_ALIVE_SECONDS).toNanos();

    /** What comes by the connection, on its event loop. */
    interface Receiver {

        void received(Inbound message);

        /** The broker no longer repeats this message of QoS 2. */
        void released(int packetId);
    }

    private final Vertx vertx;
    private final MqttConfig config;
    private final String clientId;
    private final Receiver receiver;
    private final NetClient client;
    private final Promise<Boolean> connected = Promise.promise();
    private final Promise<Void> closed = Promise.promise();
    /** What we sent and wait to be answered for, by packet id; of the event loop alone. */
    private final Map<Integer, Promise<Void>> unanswered = new HashMap<>();
    private volatile Context context;
    private volatile NetSocketInternal socket;
    private volatile boolean isPaused;
    private int lastPacketId;
    private long heardNanos;

    MqttLink(Vertx vertx, MqttConfig config, String clientId, Receiver receiver) {
        this.vertx = vertx;
        this.config = config;
        this.clientId = clientId;
        this.receiver = receiver;
        this.client = vertx.createNetClient(Tls.options(config));
    }

    /** Completes with whether the broker has kept a session for us. */
    Future<Boolean> connect() {
        client.connect(config.port(), config.host()).onSuccess(this::opened).onFailure(failure -> {
            connected.tryFail(failure);
            ended();
        });
        return connected.future();
    }

    /** Completes when the broker has granted every one; fails if it refuses one. */
    Future<Void> subscribe(Collection<String> filters, int qos) {
        return asked(packetId -> Packets.subscribe(packetId, filters, qos));
    }

    /** Completes when the broker has it; at QoS 0 when it is on its way. */
    Future<Void> publish(String topic, byte[] payload, int qos, boolean isRetained) {
        if (qos == 0) {
            return send(Packets.publish(0, topic, payload, qos, isRetained));
        }
        return asked(packetId -> Packets.publish(packetId, topic, payload, qos, isRetained));
    }

    /** PUBACK for QoS 1, PUBREC for QoS 2. */
    void acknowledge(Inbound message) {
        if (message.qos() == MqttQoS.AT_LEAST_ONCE.value()) {
            send(Packets.reply(MqttMessageType.PUBACK, message.packetId()));
        } else if (message.qos() == MqttQoS.EXACTLY_ONCE.value()) {
            send(Packets.reply(MqttMessageType.PUBREC, message.packetId()));
        }
    }

    /** Reads nothing more: what is on its way stays in the socket and then with the broker. Of the event loop alone. */
    void pause() {
        isPaused = true;
        reads(false);
    }

    void resume() {
        onLoop(() -> {
            isPaused = false;
            heardNanos = System.nanoTime();
            reads(true);
        });
    }

    /** On the channel itself: the socket's own pause does not reach packets that are decoded below it. */
    private void reads(boolean isReading) {
        socket.channelHandlerContext().channel().config().setAutoRead(isReading);
    }

    /** Says goodbye, so that our last will is not published. */
    void disconnect() {
        if (isOpen()) {
            send(Packets.disconnect()).onComplete(sent -> close());
        } else {
            close();
        }
    }

    boolean isOpen() {
        return socket != null && connected.future().succeeded() && !closed.future().isComplete();
    }

    /** Completes when the connection has ended, however it did. */
    Future<Void> closed() {
        return closed.future();
    }

    private void opened(NetSocket opened) {
        var internal = (NetSocketInternal) opened;
        context = vertx.getOrCreateContext();
        socket = internal;
        heardNanos = System.nanoTime();
        var pipeline = internal.channelHandlerContext().pipeline();
        pipeline.addBefore("handler", "mqttEncoder", MqttEncoder.INSTANCE);
        pipeline.addBefore("handler", "mqttDecoder", new MqttDecoder(MESSAGE_BYTES_MAX));
        internal.messageHandler(this::read);
        internal.exceptionHandler(failure -> LOG.warnf("MQTT: %s", failure.getMessage()));
        internal.closeHandler(gone -> ended());
        internal.writeMessage(Packets.connect(config, clientId, KEEP_ALIVE_SECONDS));
        long pings = vertx.setPeriodic(KEEP_ALIVE_SECONDS * 500L, timer -> ping());
        closed.future().onComplete(gone -> vertx.cancelTimer(pings));
    }

    private void ping() {
        if (!isPaused && System.nanoTime() - heardNanos > SILENCE_NANOS_MAX) {
            LOG.warn("the MQTT broker does not answer; the connection is closed");
            close();
        } else if (isOpen()) {
            send(Packets.ping());
        }
    }

    private void read(Object packet) {
        heardNanos = System.nanoTime();
        try {
            if (packet instanceof MqttMessage message) {
                take(message);
            }
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private void take(MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            unreadable(message);
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNACK -> connected((MqttConnAckMessage) message);
            case PUBLISH -> publish((MqttPublishMessage) message);
            case PUBREC -> send(Packets.reply(MqttMessageType.PUBREL, packetId(message)));
            case PUBREL -> {
                receiver.released(packetId(message));
                send(Packets.reply(MqttMessageType.PUBCOMP, packetId(message)));
            }
            case PUBACK, PUBCOMP -> answered(packetId(message), null);
            case SUBACK -> {
                boolean isRefused = ((MqttSubAckMessage) message).payload()
                    .reasonCodes()
                    .stream()
                    .anyMatch(code -> code >= REFUSED_FROM);
                answered(packetId(message), isRefused ? "the broker refuses a subscription" : null);
            }
            case DISCONNECT -> close();
            default -> LOG.debugf("MQTT: %s is ignored", message.fixedHeader().messageType());
        }
    }

    private void connected(MqttConnAckMessage answer) {
        MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
        if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            connected.tryComplete(answer.variableHeader().isSessionPresent());
        } else {
            connected.tryFail("the broker refuses the connection: " + code);
            close();
        }
    }

    private void publish(MqttPublishMessage message) {
        var header = message.variableHeader();
        receiver.received(new Inbound(Math.max(0, header.packetId()), message.fixedHeader().qosLevel().value(),
                message.fixedHeader().isRetain(), header.topicName(),
                Buffer.buffer(message.payload().duplicate()).getBytes()));
    }

    /** Of a message that is too long the decoder still knows the name; nothing behind it on this connection can be read. */
    private void unreadable(MqttMessage message) {
        LOG.warnf("MQTT: a packet cannot be read: %s", message.decoderResult().cause().getMessage());
        if (message.variableHeader() instanceof MqttPublishVariableHeader header) {
            receiver.received(new Inbound(Math.max(0, header.packetId()), message.fixedHeader().qosLevel().value(),
                    message.fixedHeader().isRetain(), header.topicName(), null));
        } else {
            close();
        }
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private Future<Void> asked(java.util.function.IntFunction<MqttMessage> packet) {
        Promise<Void> answer = Promise.promise();
        onLoop(() -> {
            do {
                lastPacketId = lastPacketId % PACKET_ID_MAX + 1;
            } while (unanswered.containsKey(lastPacketId));
            unanswered.put(lastPacketId, answer);
            send(packet.apply(lastPacketId)).onFailure(answer::tryFail);
        });
        closed.future().onComplete(gone -> answer.tryFail("the connection was closed"));
        return answer.future();
    }

    private void answered(int packetId, String refusal) {
        Promise<Void> waiting = unanswered.remove(packetId);
        if (waiting != null && refusal == null) {
            waiting.tryComplete();
        } else if (waiting != null) {
            waiting.tryFail(refusal);
        }
    }

    private Future<Void> send(MqttMessage packet) {
        NetSocketInternal present = socket;
        return present == null ? Future.failedFuture("there is no connection") : present.writeMessage(packet);
    }

    private void onLoop(Runnable task) {
        Context present = context;
        if (present != null) {
            present.runOnContext(ignored -> task.run());
        }
    }

    private void close() {
        NetSocketInternal present = socket;
        if (present == null) {
            ended();
        } else {
            present.close();
        }
    }

    private void ended() {
        connected.tryFail("the connection was closed");
        closed.tryComplete();
        client.close();
    }
}
