package io.carbonflow.bench.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.Part;
import io.carbonflow.embedded.Ports;
import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** A packaged service with a JVM as a server would give it one; started when it is ready. */
final class ServiceProcess extends Part {

    private final Path jar;
    private final int port;
    private final List<String> options;
    private final Map<String, String> environment;

    ServiceProcess(String module, DataDirectory data, Path root, int port, List<String> options,
            Map<String, String> environment) {
        super(module, data);
        this.jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        this.port = port;
        this.options = options;
        this.environment = environment;
    }

    @Override
    protected void prepare() {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there; build it with ./mvnw -Dquick -DskipTests package");
        }
    }

    @Override
    protected List<String> command() {
        var command = java("-Djava.awt.headless=true",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.carbonflow.contracts,java.lang,java.math");
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    @Override
    protected Map<String, String> environment() {
        return environment;
    }

    @Override
    protected boolean isReady() {
        try {
            return Ports.isOpen(port) && api(null).answer("/q/health/ready").status() == 200;
        } catch (ApiException notYet) {
            return false;
        }
    }

    Api api(String key) {
        return new Api("http://localhost:" + port, key);
    }
}
