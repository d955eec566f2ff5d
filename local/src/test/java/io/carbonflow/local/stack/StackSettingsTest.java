package io.carbonflow.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackSettingsTest {

    @TempDir
    Path directory;

    @Test
    void usesTheDocumentedPortsUnlessToldOtherwise() {
        var settings = settings(Map.of("CARBONFLOW_PORT_LEDGER", "9999"));
        assertThat(settings.port(ServiceKind.QUERY)).isEqualTo(8080);
        assertThat(settings.port(ServiceKind.GATEWAY)).isEqualTo(8081);
        assertThat(settings.port(ServiceKind.FACTOR_SERVICE)).isEqualTo(8082);
        assertThat(settings.port(ServiceKind.CALCULATOR)).isEqualTo(8083);
        assertThat(settings.port(ServiceKind.METERING)).isEqualTo(8085);
        assertThat(settings.port(ServiceKind.LEDGER)).isEqualTo(9999);
        assertThat(settings.mqttPort()).isEqualTo(1883);
        assertThat(settings.kafkaPort()).isEqualTo(9092);
        assertThat(settings.postgresPort()).isEqualTo(5432);
        assertThat(settings.registryPort()).isEqualTo(8090);
    }

    @Test
    void namesTheVariableOfAPortThatIsNone() {
        for (String wrong : new String[]{"0", "65536", "web", "-1"}) {
            assertThatThrownBy(() -> settings(Map.of("CARBONFLOW_PORT_QUERY", wrong)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("CARBONFLOW_PORT_QUERY is " + wrong + "; a port is a number from 1 to 65535");
        }
    }

    @Test
    void makesAKeyOnceAndKeepsItForItsOwnerOnly() throws Exception {
        // When
        String key = settings(Map.of()).apiKey();

        // Then
        assertThat(key).hasSizeGreaterThanOrEqualTo(32);
        assertThat(settings(Map.of()).apiKey()).isEqualTo(key);
        assertThat(Files.readString(directory.resolve("data/api-key"))).startsWith(key);
        assertThat(Files.getPosixFilePermissions(directory.resolve("data/api-key"))).hasSize(2);
    }

    @Test
    void readsExternalParts() {
        var settings = settings(Map.of("CARBONFLOW_EXTERNAL_KAFKA", "broker:9092", "CARBONFLOW_EXTERNAL_POSTGRES_URL",
                "jdbc:postgresql://u:p@db:6432/carbon", "CARBONFLOW_EXTERNAL_MQTT_URL", "mqtt://gw:secret@mq",
                "CARBONFLOW_EXTERNAL_REGISTRY_URL", "http://registry:8080/"));
        var addresses = new Addresses(settings);
        assertThat(addresses.kafka()).isEqualTo("broker:9092");
        assertThat(addresses.database()).isEqualTo("postgresql://db:6432/carbon");
        assertThat(addresses.registry()).isEqualTo("http://registry:8080");
        assertThat(settings.externalMqtt()).contains(new StackSettings.ExternalMqtt("mq", 1883, false, "gw", "secret"));
    }

    @Test
    void refusesAnExternalDatabaseWithoutALoginAndKeepsItsTextOutOfTheMessage() {
        var settings = settings(Map.of("CARBONFLOW_EXTERNAL_POSTGRES_URL", "postgresql://secret@db/x"));
        assertThatThrownBy(settings::externalPostgres).isInstanceOf(SettingsException.class)
            .hasMessageContaining("CARBONFLOW_EXTERNAL_POSTGRES_URL")
            .hasMessageNotContaining("secret");
    }

    @Test
    void refusesATenantThatCannotStandInATopic() {
        assertThatThrownBy(() -> settings(Map.of("CARBONFLOW_TENANT", "a/b")))
            .hasMessageContaining("CARBONFLOW_TENANT");
    }

    @Test
    void anMqttBrokerMayBeSpokenToByTls() {
        var settings = settings(Map.of("CARBONFLOW_EXTERNAL_MQTT_URL", "mqtts://gw:secret@mq"));

        assertThat(settings.externalMqtt()).contains(new StackSettings.ExternalMqtt("mq", 8883, true, "gw", "secret"));
        assertThat(ServiceEnvironment.of(ServiceKind.GATEWAY, settings, new Addresses(settings)))
            .containsEntry("CARBONFLOW_MQTT_TLS_ENABLED", "true");
    }

    @Test
    void givesEachServiceItsOwnDatabaseRoleAndOnlyTheGatewayTheMqttKey() {
        var settings = settings(Map.of());
        var ledger = ServiceEnvironment.of(ServiceKind.LEDGER, settings, new Addresses(settings));
        var gateway = ServiceEnvironment.of(ServiceKind.GATEWAY, settings, new Addresses(settings));
        assertThat(ledger).containsEntry("CARBONFLOW_DB_USER", "carbonflow_ledger")
            .doesNotContainKey(
                    "CARBONFLOW_MQTT_PASSWORD");
        assertThat(gateway).containsEntry("CARBONFLOW_DB_USER", "carbonflow_gateway")
            .containsEntry("CARBONFLOW_MQTT_PASSWORD", settings.gatewayKey());
        assertThat(gateway.get("CARBONFLOW_DB_PASSWORD")).isNotEqualTo(ledger.get("CARBONFLOW_DB_PASSWORD"));
    }

    @Test
    void givesTheServiceKeyToServicesThatAskOneAnotherForEveryTenantOnly() {
        var settings = settings(Map.of("CARBONFLOW_SERVICE_KEY", "given"));

        for (ServiceKind kind : ServiceKind.values()) {
            boolean has = kind == ServiceKind.CALCULATOR || kind == ServiceKind.FACTOR_SERVICE
                    || kind == ServiceKind.LEDGER;
            assertThat(ServiceEnvironment.of(kind, settings, new Addresses(settings)).get("CARBONFLOW_SERVICE_KEY"))
                .isEqualTo(has ? "given" : null);
        }
    }

    @Test
    void makesASigningKeyOnceForTheLedgerUnlessOneIsGiven() throws Exception {
        var settings = settings(Map.of());

        String made = Files.readString(settings.signingKeyFile());

        assertThat(made).startsWith("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI");
        assertThat(Files.getPosixFilePermissions(settings.signingKeyFile()))
            .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.readString(settings(Map.of()).signingKeyFile())).isEqualTo(made);
        var given = settings(Map.of("CARBONFLOW_LEDGER_SIGNING_KEY_FILE", "/run/secrets/key.pem"));
        assertThat(ServiceEnvironment.of(ServiceKind.LEDGER, given, new Addresses(given)))
            .containsEntry("CARBONFLOW_LEDGER_SIGNING_KEY_FILE", "/run/secrets/key.pem");
        assertThat(ServiceEnvironment.of(ServiceKind.QUERY, given, new Addresses(given)))
            .doesNotContainKey("CARBONFLOW_LEDGER_SIGNING_KEY_FILE");
    }

    @Test
    void lockedDataBelongsToOneStack() {
        var settings = settings(Map.of());
        try (var held = DataLock.of(settings.data())) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DataLock.of(settings.data())).isInstanceOf(SettingsException.class)
                .hasMessageContaining("another ./carbonflow runs on");
        }
    }

    private StackSettings settings(Map<String, String> environment) {
        var whole = new HashMap<>(environment);
        whole.put("CARBONFLOW_DATA", directory.resolve("data").toString());
        return new StackSettings(whole, directory);
    }
}
