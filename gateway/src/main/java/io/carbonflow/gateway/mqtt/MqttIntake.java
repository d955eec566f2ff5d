package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.gateway.meter.Counters;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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

    private final Vertx vertx;
    private final MqttConfig config;
    private final MqttRoutes routes;
    private final WireCodec codec;
    private final MasterData masterData;
    private final Counters counters;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile MqttSession session;
    private volatile boolean isStopping;

    MqttIntake(Vertx vertx, MqttConfig config, MqttRoutes routes, WireCodec codec, MasterData masterData,
            Counters counters) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
        this.codec = codec;
        this.masterData = masterData;
        this.counters = counters;
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

    private void connect(Duration delay) {
        if (isStopping) {
            return;
        }
        boolean isFull = inFlight.get() > config.inFlightMax() / 2;
        if (isFull || !codec.isReady() || !masterData.isKnown() || !counters.isKnown()) {
            later(NOT_YET_DELAY, delay);
            return;
        }
        var attempt = new MqttSession(vertx, config, routes::take, inFlight);
        session = attempt;
        attempt.open()
            .onSuccess(opened -> LOG.infof("connected to the MQTT broker at %s:%d", config.host(), config.port()))
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

    private void later(Duration pause, Duration nextDelay) {
        vertx.setTimer(pause.toMillis(), timer -> connect(nextDelay));
    }

    private static Duration doubled(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(RECONNECT_DELAY_MAX) > 0 ? RECONNECT_DELAY_MAX : twice;
    }
}
