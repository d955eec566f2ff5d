package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The MQTT broker the devices publish to. */
@ConfigMapping(prefix = "carbonflow.mqtt")
public interface MqttConfig {

    /** Whether this instance takes part in MQTT. */
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

    /**
     * Names the session the broker keeps for this instance, and must stay the same over its restarts: two clients of one
     * name throw each other out, and a session whose client never comes back keeps its messages. Without it, {@code
     * carbonflow-gateway-} and the name of the host.
     */
    Optional<String> clientId();

    /** What the gateway speaks: 4 is MQTT 3.1.1, 5 is MQTT 5. Devices are free in theirs. */
    @WithDefault("5")
    int protocolVersion();

    /** How long the broker keeps the session of an instance that is away; with MQTT 3.1.1 that is the broker's setting. */
    @WithDefault("P7D")
    Duration sessionExpiry();

    /** Highest quality of service asked for, 0 to 2. */
    @WithDefault("2")
    int qos();

    /** The group in which instances share the messages; {@code none} for a subscription of its own, of one instance alone. */
    @WithDefault("carbonflow")
    String shareGroup();

    /** Most messages taken and not yet acknowledged. Beyond it nothing is read until half are done; nothing is lost. */
    @WithDefault("10000")
    int inFlightMax();

    /** First pause before connecting again; doubled up to a minute. */
    @WithDefault("PT1S")
    Duration reconnectDelay();

    Tls tls();

    /** The connection's encryption. */
    interface Tls {

        @WithDefault("false")
        boolean enabled();

        /** Whom to trust: a PEM file, or a PKCS#12 or JKS store by its ending; without it, whom the Java platform trusts. */
        Optional<String> trustStore();

        Optional<String> trustStorePassword();

        /** PEM file with the certificate to show to the broker. */
        Optional<String> certificate();

        /** PEM file with the key of the certificate, PKCS#8. */
        Optional<String> key();

        /** Whether the broker's certificate must be for the host we connect to. */
        @WithDefault("true")
        boolean verifyHost();
    }
}
