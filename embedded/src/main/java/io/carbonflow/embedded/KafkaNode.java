package io.carbonflow.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.apache.kafka.common.Uuid;

/** Main class of the Kafka process: formats the log directory if it is empty, then runs the node. */
public final class KafkaNode {

    private KafkaNode() {}

    /** Starts the node with the configuration file that is the only argument. */
    public static void main(String[] arguments) throws Exception {
        Path configuration = Path.of(arguments[0]);
        var properties = new Properties();
        try (var in = Files.newBufferedReader(configuration)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            int exitCode = kafka.tools.StorageTool.execute(new String[]{"format", "--cluster-id",
                    Uuid.randomUuid().toString(), "--config", configuration.toString()}, System.out);
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        }
        kafka.Kafka.main(new String[]{configuration.toString()});
    }
}
