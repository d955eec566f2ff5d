package io.carbonflow.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.embedded.mqtt.MqttNode;

/** An MQTT broker (3.1, 3.1.1 and 5; QoS 0 to 2) that hands every publish to the gateway; see {@link MqttNode}. */
public final class EmbeddedMqtt extends Part {

    private final int port;
    private final Keys keys;

    /**
     * Who may connect.
     *
     * @param tenant the tenant whose owner key {@code apiKey} is
     * @param extraKeys {@code tenant:role:key,...}, may be empty
     * @param gatewayKey the password of the user {@value MqttNode#GATEWAY_USER}
     */
    public record Keys(String tenant, String apiKey, String extraKeys, String gatewayKey) {}

    public EmbeddedMqtt(DataDirectory data, int port, Keys keys) {
        super("mqtt", data);
        this.port = port;
        this.keys = keys;
    }

    public int port() {
        return port;
    }

    @Override
    protected void prepare() {
        Ports.requireFree(port, "MQTT", "CARBONFLOW_PORT_MQTT");
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
        return environment;
    }

    @Override
    protected boolean isReady() {
        return Ports.isOpen(port);
    }
}
