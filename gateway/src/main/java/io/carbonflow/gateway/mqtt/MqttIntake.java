package io.carbonflow.gateway.mqtt;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Keeps one MQTT session for as long as the process lives: connects once everything a message needs is known, and again
 * whenever the connection ends. Each connection is an {@link MqttSession} of its own.
 */
@ApplicationScoped
public class MqttIntake {

    private static final Logger LOG = Logger.getLogger(MqttIntake.class);
    private static final Duration RECONNECT_DELAY_MAX = Duration.ofMinutes(1);
    private static final Duration NOT_YET_DELAY = Duration.ofMillis(200);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(5);
    private static final String NO_GROUP = "none";

    private final Vertx vertx;
    private final MqttConfig config;
    private final MqttRoutes routes;
    private final WireCodec codec;
    private final MasterData masterData;
    private final String clientId;
    private final MqttSession.Memory memory = new MqttSession.Memory();
    private volatile MqttSession session;
    private volatile boolean isStopping;

    MqttIntake(Vertx vertx, MqttConfig config, MqttRoutes routes, WireCodec codec, MasterData masterData) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
        this.codec = codec;
        this.masterData = masterData;
        this.clientId = config.clientId().orElseGet(MqttIntake::clientIdOfThisHost);
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            connect(config.reconnectDelay());
        }
    }

    /** Before the producer goes: what is taken is finished and acknowledged, what is not comes again. */
    void stop(@Observes @Priority(1) ShutdownEvent stopping) {
        isStopping = true;
        MqttSession present = session;
        if (present != null) {
            present.drainAndClose(DRAIN_MAX);
        }
    }

    boolean isEnabled() {
        return config.enabled();
    }

    boolean isConnected() {
        MqttSession present = session;
        return present != null && present.isOpen();
    }

    /** Messages taken and not yet acknowledged. */
    public int inFlight() {
        return memory.inFlight();
    }

    /** Completes when the MQTT broker has it, at QoS 0 when it is on its way; fails while there is no connection. */
    Future<Void> publish(String topic, byte[] payload, int qos) {
        MqttSession present = session;
        return present == null || !present.isOpen() ? Future.failedFuture("there is no connection to the MQTT broker")
                : present.publish(topic, payload, qos);
    }

    private void connect(Duration delay) {
        if (isStopping) {
            return;
        }
        boolean isFull = memory.inFlight() > config.inFlightMax() / 2;
        if (isFull || !codec.isReady() || !masterData.isKnown()) {
            later(NOT_YET_DELAY, delay);
            return;
        }
        var attempt = new MqttSession(vertx, config, clientId, routes::take, memory);
        session = attempt;
        attempt.open(filters(), retainedFilters())
            .onSuccess(opened -> LOG.infof("connected to the MQTT broker at %s:%d as %s", config.host(), config.port(),
                    clientId))
            .onFailure(failure -> {
                LOG.warnf("no connection to the MQTT broker at %s:%d, trying again in %d ms: %s", config.host(),
                        config.port(), delay.toMillis(), failure.getMessage());
                attempt.close();
            });
        attempt.closed().onComplete(closed -> {
            // A connection that came to work starts the pauses from the beginning.
            Duration pause = attempt.hasBeenOpen() ? config.reconnectDelay() : delay;
            later(pause, doubled(pause));
        });
    }

    private List<String> filters() {
        String prefix = isShared() ? "$share/" + config.shareGroup() + "/" : "";
        return routes.filters().stream().map(filter -> prefix + filter).toList();
    }

    private List<String> retainedFilters() {
        return isShared() ? routes.retainedFilters() : List.of();
    }

    private boolean isShared() {
        return !config.shareGroup().equals(NO_GROUP);
    }

    private void later(Duration pause, Duration nextDelay) {
        vertx.setTimer(pause.toMillis(), timer -> connect(nextDelay));
    }

    private static Duration doubled(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(RECONNECT_DELAY_MAX) > 0 ? RECONNECT_DELAY_MAX : twice;
    }

    private static String clientIdOfThisHost() {
        try {
            return "carbonflow-gateway-" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the name of this host is not known; set carbonflow.mqtt.client-id", e);
        }
    }
}
