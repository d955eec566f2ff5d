package io.carbonflow.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A broker of one test's own, which it may kill. The address reaches the test by a system property. */
public final class OwnKafka implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "own-kafka.port";
    private static final String DIRECTORY = "own-kafka.directory";

    /** Only in the class loader that started it. */
    private EmbeddedKafka broker;

    @Override
    public Map<String, String> start() {
        System.setProperty(PORT, Integer.toString(Ports.free()));
        System.setProperty(DIRECTORY, Path.of("target", "kafka-" + UUID.randomUUID()).toAbsolutePath().toString());
        broker = onItsData();
        broker.start();
        KafkaTopics.create(broker.bootstrapServers());
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    /** The same broker, for whoever starts it again. What an earlier handle started is ended first. */
    static EmbeddedKafka onItsData() {
        return new EmbeddedKafka(new DataDirectory(Path.of(System.getProperty(DIRECTORY))),
                Integer.getInteger(PORT));
    }

    @Override
    public void stop() {
        broker.endStale();
        broker.stop();
    }
}
