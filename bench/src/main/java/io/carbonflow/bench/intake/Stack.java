package io.carbonflow.bench.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.mqtt.MqttPublisher;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;

/** A stack that runs already ({@code ./carbonflow up}), found by the same environment variables. */
final class Stack {

    private final StackSettings settings;

    Stack() {
        settings = new StackSettings(System.getenv(), Path.of("").toAbsolutePath());
    }

    String tenant() {
        return settings.tenant();
    }

    String kafka() {
        return "localhost:" + settings.kafkaPort();
    }

    Api api(ServiceKind service) {
        return new Api(settings.url(service), settings.apiKey());
    }

    MqttPublisher mqtt(String clientIdPrefix) {
        return new MqttPublisher(new MqttPublisher.Login("localhost", settings.mqttPort(), settings.tenant(),
                settings.apiKey(), clientIdPrefix));
    }

    /** Stops the processes of these services for a while, so that they take no part in what is measured. */
    void freeze(List<String> services) {
        services.forEach(service -> signal("-STOP", service));
    }

    void thaw(List<String> services) {
        services.forEach(service -> signal("-CONT", service));
    }

    private void signal(String signal, String service) {
        try {
            new ProcessBuilder("kill", signal, Files.readString(settings.data().pidFile(service)).trim()).inheritIO()
                .start()
                .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("the process of " + service + " cannot be found", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resident memory of each service in megabytes, as Linux counts it. */
    Map<String, Long> residentMegabytes() {
        var resident = new TreeMap<String, Long>();
        for (ServiceKind service : ServiceKind.values()) {
            try {
                String pid = Files.readString(settings.data().pidFile(service.module())).trim();
                for (String line : Files.readAllLines(Path.of("/proc", pid, "status"), StandardCharsets.UTF_8)) {
                    if (line.startsWith("VmRSS:")) {
                        resident.put(service.module(), Long.parseLong(line.replaceAll("\\D", "")) / 1024);
                    }
                }
            } catch (IOException gone) {
                resident.put(service.module(), -1L); // it is just being started again
            }
        }
        return resident;
    }
}
