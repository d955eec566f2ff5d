package io.carbonflow.local.stack;

import java.util.HashMap;
import java.util.Map;

import io.carbonflow.database.Migrations;

/** The environment of each service: the same variables that a container of it gets. */
final class ServiceEnvironment {

    /** There is one process of each service here, so one that is started again is the same as before. */
    private static final String ONLY_ONE = "local";

    private ServiceEnvironment() {}

    static Map<String, String> of(ServiceKind kind, StackSettings settings, Addresses addresses) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(kind)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", addresses.kafka());
        environment.put("CARBONFLOW_REGISTRY_URL", addresses.registry());
        environment.put("CARBONFLOW_FACTORS_URL", settings.url(ServiceKind.FACTOR_SERVICE));
        environment.put("CARBONFLOW_TENANT", settings.tenant());
        environment.put("CARBONFLOW_API_KEY", settings.apiKey());
        environment.put("CARBONFLOW_EXTRA_KEYS", settings.extraKeys());
        kind.databaseRole().ifPresent(role -> {
            environment.put("CARBONFLOW_DB_URL", addresses.database());
            environment.put("CARBONFLOW_DB_USER", role);
            environment.put("CARBONFLOW_DB_PASSWORD", settings.rolePassword(role));
        });
        environment.put("CARBONFLOW_CALCULATOR_URL", settings.url(ServiceKind.CALCULATOR));
        if (kind == ServiceKind.FACTOR_SERVICE || kind == ServiceKind.CALCULATOR || kind == ServiceKind.LEDGER) {
            environment.put("CARBONFLOW_SERVICE_KEY", settings.serviceKey());
        }
        if (kind == ServiceKind.CALCULATOR) {
            environment.put("CARBONFLOW_CALCULATOR_INSTANCE", ONLY_ONE);
        }
        if (kind == ServiceKind.LEDGER) {
            environment.put("CARBONFLOW_LEDGER_INSTANCE", ONLY_ONE);
            environment.put("CARBONFLOW_DB_VERIFIER_USER", Migrations.LEDGER_VERIFIER_ROLE);
            environment.put("CARBONFLOW_DB_VERIFIER_PASSWORD", settings.rolePassword(Migrations.LEDGER_VERIFIER_ROLE));
            environment.put("CARBONFLOW_LEDGER_SIGNING_KEY_FILE", settings.signingKeyFile().toString());
        }
        if (kind == ServiceKind.GATEWAY) {
            environment.put("CARBONFLOW_MQTT_HOST", addresses.mqttHost());
            environment.put("CARBONFLOW_MQTT_PORT", Integer.toString(addresses.mqttPort()));
            environment.put("CARBONFLOW_MQTT_TLS_ENABLED", Boolean.toString(
                    settings.externalMqtt().map(StackSettings.ExternalMqtt::isSecure).orElse(false)));
            environment.put("CARBONFLOW_MQTT_USERNAME",
                    settings.externalMqtt().map(StackSettings.ExternalMqtt::username).orElse("gateway"));
            environment.put("CARBONFLOW_MQTT_PASSWORD",
                    settings.externalMqtt().map(StackSettings.ExternalMqtt::password).orElseGet(settings::gatewayKey));
        }
        if (kind == ServiceKind.GATEWAY) {
            environment.put("CARBONFLOW_SFTP_ENABLED", "true");
            environment.put("CARBONFLOW_PORT_SFTP", Integer.toString(settings.sftpPort()));
            environment.put("CARBONFLOW_SFTP_DIRECTORY", settings.data().root().resolve("sftp").toString());
        }
        if (kind == ServiceKind.METERING) {
            environment.put("CARBONFLOW_METERING_STATE", settings.data().root().resolve("metering-state").toString());
        }
        if (kind == ServiceKind.QUERY || kind == ServiceKind.FACTOR_SERVICE) {
            environment.put("CARBONFLOW_OPEN_ON_LOOPBACK", "true");
        }
        return environment;
    }
}
