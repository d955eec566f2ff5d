package io.carbonflow.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;

/** The defaults, towards a broker on this machine. */
record TestMqttConfig(int port, int protocolVersion, int inFlightMax, String key, Optional<String> trustStore)
        implements
            MqttConfig {

    TestMqttConfig(int port) {
        this(port, 5, 100, "gateway-key", Optional.empty());
    }

    TestMqttConfig withProtocolVersion(int version) {
        return new TestMqttConfig(port, version, inFlightMax, key, trustStore);
    }

    TestMqttConfig withInFlightMax(int max) {
        return new TestMqttConfig(port, protocolVersion, max, key, trustStore);
    }

    TestMqttConfig withKey(String other) {
        return new TestMqttConfig(port, protocolVersion, inFlightMax, other, trustStore);
    }

    TestMqttConfig withTrustStore(String pemFile) {
        return new TestMqttConfig(port, protocolVersion, inFlightMax, key, Optional.of(pemFile));
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public String username() {
        return "gateway";
    }

    @Override
    public Optional<String> password() {
        return Optional.of(key);
    }

    @Override
    public Optional<String> clientId() {
        return Optional.of("test-gateway");
    }

    @Override
    public Duration sessionExpiry() {
        return Duration.ofHours(1);
    }

    @Override
    public int qos() {
        return 2;
    }

    @Override
    public String shareGroup() {
        return "test";
    }

    @Override
    public Duration reconnectDelay() {
        return Duration.ofSeconds(1);
    }

    @Override
    public MqttConfig.Tls tls() {
        return new MqttConfig.Tls() {

            @Override
            public boolean enabled() {
                return trustStore.isPresent();
            }

            @Override
            public Optional<String> trustStore() {
                return trustStore;
            }

            @Override
            public Optional<String> trustStorePassword() {
                return Optional.empty();
            }

            @Override
            public Optional<String> certificate() {
                return Optional.empty();
            }

            @Override
            public Optional<String> key() {
                return Optional.empty();
            }

            @Override
            public boolean verifyHost() {
                return true;
            }
        };
    }
}
