package io.carbonflow.local.stack;

import java.util.EnumMap;
import java.util.Map;

/** Where everything answers, embedded or external. */
final class Addresses {

    private final StackSettings settings;

    Addresses(StackSettings settings) {
        this.settings = settings;
    }

    String kafka() {
        return settings.externalKafka().orElseGet(() -> "localhost:" + settings.kafkaPort());
    }

    String registry() {
        return settings.externalRegistryUrl().orElseGet(() -> "http://localhost:" + settings.registryPort());
    }

    String database() {
        return settings.externalPostgres()
            .map(StackSettings.ExternalPostgres::reactiveUrl)
            .orElseGet(() -> "postgresql://localhost:" + settings.postgresPort() + "/carbonflow");
    }

    String mqttHost() {
        return settings.externalMqtt().map(StackSettings.ExternalMqtt::host).orElse("localhost");
    }

    int mqttPort() {
        return settings.externalMqtt().map(StackSettings.ExternalMqtt::port).orElseGet(settings::mqttPort);
    }

    Map<ServiceKind, String> services() {
        var urls = new EnumMap<ServiceKind, String>(ServiceKind.class);
        for (ServiceKind kind : ServiceKind.values()) {
            urls.put(kind, settings.url(kind));
        }
        return urls;
    }

    String of(String serviceName) {
        for (ServiceKind kind : ServiceKind.values()) {
            if (kind.module().equals(serviceName)) {
                return settings.url(kind);
            }
        }
        throw new IllegalArgumentException("no service " + serviceName);
    }

    String readyLine() {
        return "READY dashboard " + settings.url(ServiceKind.QUERY) + "/ gateway " + settings.url(ServiceKind.GATEWAY)
                + " factors " + settings.url(ServiceKind.FACTOR_SERVICE) + " calculator "
                + settings.url(ServiceKind.CALCULATOR) + " ledger " + settings.url(ServiceKind.LEDGER) + " metering "
                + settings.url(ServiceKind.METERING) + " mqtt "
                + mqttHost() + ":" + mqttPort() + " sftp localhost:" + settings.sftpPort() + " kafka " + kafka()
                + " registry " + registry() + " postgres "
                + database().replaceFirst("^postgresql://", "");
    }
}
