package io.carbonflow.calculator.intake;

import java.nio.file.Path;
import java.util.Map;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedKafka;
import io.carbonflow.embedded.KafkaTopics;
import io.carbonflow.embedded.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A broker of a test's own that the test may kill; the shared one serves others. */
public final class OwnBroker implements QuarkusTestResourceLifecycleManager {

    private EmbeddedKafka broker;

    @Override
    public Map<String, String> start() {
        var data = new DataDirectory(Path.of("target", "own-broker-" + ProcessHandle.current().pid()).toAbsolutePath());
        broker = new EmbeddedKafka(data, Ports.free());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
        broker.start();
        KafkaTopics.create(broker.bootstrapServers());
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
    }

    /** The switches are plain {@link Runnable}s, which the test's class loader shares with this one's. */
    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields((Runnable) broker::kill,
                field -> field.getName().equals("killBroker") && field.getType() == Runnable.class);
        testInjector.injectIntoFields((Runnable) broker::start,
                field -> field.getName().equals("startBroker") && field.getType() == Runnable.class);
    }

    @Override
    public void stop() {
        broker.stop();
    }
}
