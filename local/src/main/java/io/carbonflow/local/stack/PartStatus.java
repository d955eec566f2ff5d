package io.carbonflow.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.embedded.Ports;
import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** Whether a part runs, as its pid file and its port tell. */
public record PartStatus(String name, Optional<Long> pid, String address, String state) {

    private static final String READY = "ready";

    /** Every part of the stack these settings describe. */
    public static List<PartStatus> of(StackSettings settings) {
        var statuses = new ArrayList<PartStatus>();
        settings.externalPostgres()
            .ifPresentOrElse(
                    external -> statuses.add(external("postgres", external.host() + ":" + external.port())),
                    () -> statuses.add(part(settings, "postgres", settings.postgresPort())));
        settings.externalKafka()
            .ifPresentOrElse(servers -> statuses.add(external("kafka", servers)),
                    () -> statuses.add(part(settings, "kafka", settings.kafkaPort())));
        settings.externalMqtt()
            .ifPresentOrElse(
                    external -> statuses.add(external("mqtt", external.host() + ":" + external.port())),
                    () -> statuses.add(part(settings, "mqtt", settings.mqttPort())));
        settings.externalRegistryUrl()
            .ifPresentOrElse(url -> statuses.add(external("registry", url)),
                    () -> statuses.add(part(settings, "registry", settings.registryPort())));
        for (ServiceKind kind : ServiceKind.values()) {
            statuses.add(service(settings, kind));
        }
        return statuses;
    }

    public boolean isReady() {
        return state.equals(READY) || state.equals("external");
    }

    /** For a person. */
    public String line() {
        return "%-15s %-9s %-30s %s".formatted(name, pid.map(id -> "pid " + id).orElse("-"), address, state);
    }

    private static PartStatus external(String name, String address) {
        return new PartStatus(name, Optional.empty(), address, "external");
    }

    private static PartStatus part(StackSettings settings, String name, int port) {
        var pid = pid(settings, name);
        boolean isOpen = Ports.isOpen(port);
        String state = isOpen ? READY
                : pid.isPresent() ? "starting or failing; see " + log(settings, name) : "not running";
        return new PartStatus(name, pid, "localhost:" + port, state);
    }

    private static PartStatus service(StackSettings settings, ServiceKind kind) {
        var pid = pid(settings, kind.module());
        String url = settings.url(kind);
        return new PartStatus(kind.module(), pid, url, state(settings, kind, pid.isPresent(), url));
    }

    private static String state(StackSettings settings, ServiceKind kind, boolean isRunning, String url) {
        if (!Ports.isOpen(settings.port(kind))) {
            return isRunning ? "starting or failing; see " + log(settings, kind.module()) : "not running";
        }
        try {
            var answer = new Api(url, null).answer("/q/health/ready");
            if (answer.status() == 200) {
                return READY;
            }
            var down = new ArrayList<String>();
            answer.json().path("checks").forEach(check -> {
                if (!check.path("status").asText().equals("UP")) {
                    down.add(check.path("name").asText());
                }
            });
            return "not ready: " + String.join(", ", down);
        } catch (ApiException e) {
            return "does not answer";
        }
    }

    private static Path log(StackSettings settings, String name) {
        return settings.data().logFile(name);
    }

    private static Optional<Long> pid(StackSettings settings, String name) {
        try {
            Path file = settings.data().pidFile(name);
            return !Files.exists(file)
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(Files.readString(file, UTF_8).strip()))
                        .filter(pid -> ProcessHandle.of(pid).isPresent());
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
