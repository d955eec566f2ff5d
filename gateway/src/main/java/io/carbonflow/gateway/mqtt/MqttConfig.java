package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The MQTT broker the devices publish to. */
@ConfigMapping(prefix = "carbonflow.mqtt")
public interface MqttConfig {

    /** Whether this instance keeps an MQTT session. Exactly one instance does; further ones serve HTTP alone. */
    @WithDefault("true")
    boolean enabled();

    @WithDefault("localhost")
    String host();

    @WithDefault("1883")
    int port();

    /** A user that may read every tenant's topics. */
    @WithDefault("gateway")
    String username();

    /** Without it the gateway connects as nobody in particular, which most brokers refuse. */
    Optional<String> password();

    /** Names the session the broker keeps for us; two clients of one name throw each other out. */
    @WithDefault("carbonflow-gateway")
    String clientId();

    /** Most messages taken and not yet acknowledged. Beyond it the connection is closed until half are done; nothing is lost. */
    @WithDefault("10000")
    int inFlightMax();

    /** First pause before connecting again; doubled up to a minute. */
    @WithDefault("PT1S")
    Duration reconnectDelay();
}
