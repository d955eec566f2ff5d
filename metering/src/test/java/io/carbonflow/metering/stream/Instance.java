package io.carbonflow.metering.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

import io.carbonflow.intake.contract.ContractConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** One instance of the stage against a real broker: in this process, or in one of its own that can be killed. */
final class Instance {

    private Instance() {}

    static KafkaStreams here(String servers, Path files) {
        var settings = new Properties();
        settings.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "survival", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100, StreamsConfig.STATE_DIR_CONFIG, files.toString(),
                // What the dead one began is given up as soon as the dead one itself.
                "consumer.session.timeout.ms", 6_000, "consumer.heartbeat.interval.ms", 500,
                "producer.transaction.timeout.ms", 4_000));
        var streams = new KafkaStreams(
                new MeteringTopology(new FixedWire(), Map.of(PlainFamily.NAME, new PlainFamily()),
                        ContractConfig.DEFAULT, Bounds.DEFAULT, new MeteringMetrics(new SimpleMeterRegistry()))
                    .build(4, true),
                settings);
        streams.start();
        return streams;
    }

    static Process elsewhere(String servers, Path files, Path log) {
        try {
            return new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    Instance.class.getName(), servers, files.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static void main(String[] words) throws InterruptedException {
        here(words[0], Path.of(words[1]));
        new CountDownLatch(1).await();
    }
}
