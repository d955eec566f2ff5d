package io.carbonflow.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.embedded.mqtt.MqttNode;

/** An MQTT broker (3.1, 3.1.1 and 5; QoS 0 to 2) that hands every publish to the gateway; see {@link MqttNode}. */
public final class EmbeddedMqtt extends Part {

    private final int port;
    private final Keys keys;
    private final Optional<Secure> secure;

    /**
     * A second port, for TLS.
     *
     * @param certificate PEM file with the broker's certificate, its issuers behind it
     * @param key PEM file with the certificate's key, PKCS#8
     */
    public record Secure(int port, Path certificate, Path key) {}

    /**
     * Who may connect.
     *
     * @param tenant the tenant whose owner key {@code apiKey} is
     * @param extraKeys {@code tenant:role:key,...}, may be empty
     * @param gatewayKey the password of the user {@value MqttNode#GATEWAY_USER}
     */
    public record Keys(String tenant, String apiKey, String extraKeys, String gatewayKey) {}

    public EmbeddedMqtt(DataDirectory data, int port, Keys keys) {
        this(data, port, keys, Optional.empty());
    }

    public EmbeddedMqtt(DataDirectory data, int port, Keys keys, Optional<Secure> secure) {
        super("mqtt", data);
        this.port = port;
        this.keys = keys;
        this.secure = secure;
    }

    public int port() {
        return port;
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "MQTT", "CARBONFLOW_PORT_MQTT");
        secure.ifPresent(tls -> Ports.requireFree(tls.port(), "MQTT by TLS", "CARBONFLOW_PORT_MQTTS"));
    }

    @Override
    protected List<String> command() {
        return java("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
                "-Dvertx.disableFileCPResolving=true", "-Dvertx.cacheDirBase=" + directory(), "-cp", Parts.classPath(),
                MqttNode.class.getName());
    }

    @Override
    protected Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put(MqttNode.PORT, Integer.toString(port));
        environment.put(MqttNode.DIRECTORY, directory().toString());
        environment.put(MqttNode.GATEWAY_KEY, keys.gatewayKey());
        environment.put("CARBONFLOW_TENANT", keys.tenant());
        environment.put("CARBONFLOW_API_KEY", keys.apiKey());
        environment.put("CARBONFLOW_EXTRA_KEYS", keys.extraKeys());
        secure.ifPresent(tls -> {
            environment.put(MqttNode.TLS_PORT, Integer.toString(tls.port()));
            environment.put(MqttNode.TLS_CERTIFICATE, tls.certificate().toString());
            environment.put(MqttNode.TLS_KEY, tls.key().toString());
        });
        return environment;
    }

    @Override
    protected boolean isReady() {
        return Ports.isOpen(port);
    }
}
