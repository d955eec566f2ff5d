package io.carbonflow.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.Part;
import io.carbonflow.embedded.Ports;
import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/**
 * One of our services as a process. Started means alive; ready is asked for afterwards, because readiness also depends
 * on others and a service that waits for the database is no failed service.
 */
final class ServicePart extends Part {

    private final ServiceKind kind;
    private final int port;
    private final Path jar;
    private final Map<String, String> environment;

    ServicePart(ServiceKind kind, DataDirectory data, int port, Path root, Map<String, String> environment) {
        super(kind.module(), data);
        this.kind = kind;
        this.port = port;
        this.jar = root.resolve(kind.module()).resolve("target/quarkus-app/quarkus-run.jar");
        this.environment = environment;
    }

    @Override
    protected void prepare() {
        if (!Files.exists(jar)) {
            throw new SettingsException(jar + " is not there; build it with ./mvnw -Dquick -DskipTests package");
        }
        Ports.requireFree(port, "the " + kind.module(), kind.portVariable());
        String sftpPort = environment.get("CARBONFLOW_PORT_SFTP");
        if (sftpPort != null) {
            Ports.requireFree(Integer.parseInt(sftpPort), "SFTP", "CARBONFLOW_PORT_SFTP");
        }
    }

    @Override
    protected List<String> command() {
        return java("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.carbonflow.contracts,java.lang,java.math", "-jar",
                jar.toString());
    }

    @Override
    protected Map<String, String> environment() {
        return environment;
    }

    @Override
    protected boolean isReady() {
        return Ports.isOpen(port) && isUp("/q/health/live");
    }

    boolean isServiceReady() {
        return Ports.isOpen(port) && isUp("/q/health/ready");
    }

    /** The checks that are down, for a person. */
    String whatIsDown() {
        try {
            var down = new StringBuilder();
            api().answer("/q/health/ready").json().path("checks").forEach(check -> {
                if (!check.path("status").asText().equals("UP")) {
                    down.append(down.isEmpty() ? "" : ", ").append(check.path("name").asText());
                }
            });
            return down.toString();
        } catch (ApiException e) {
            return e.getMessage();
        }
    }

    private boolean isUp(String path) {
        try {
            return api().answer(path).status() == 200;
        } catch (ApiException notYet) {
            return false;
        }
    }

    private Api api() {
        return new Api("http://localhost:" + port, null);
    }
}
