package io.carbonflow.gateway.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceCommand;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Publishes what the metering stage has to say to devices, such as a Sparkplug rebirth request: at least once, by
 * whichever instance has a connection. Metering asks again for what it still misses, so an old command is left out.
 */
@ApplicationScoped
class DeviceCommands {

    private static final Logger LOG = Logger.getLogger(DeviceCommands.class);
    private static final String GROUP = "gateway-device-commands";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PUBLISHING_MAX = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AGE_MAX = Duration.ofMinutes(10);

    private final MqttIntake mqtt;
    private final WireCodec codec;
    private final Clock clock;
    private final String bootstrapServers;
    private final Thread thread = new Thread(this::run, "device-commands");
    private volatile boolean isStopping;

    DeviceCommands(MqttIntake mqtt, WireCodec codec, Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.mqtt = mqtt;
        this.codec = codec;
        this.clock = clock;
        bootstrapServers = servers;
    }

    void start(@Observes StartupEvent started) {
        if (mqtt.isEnabled()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        isStopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!isStopping) {
            try {
                if (mqtt.isConnected()) {
                    publishWhileConnected();
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KafkaException | IllegalStateException e) {
                if (!isStopping) {
                    LOG.warnf("commands to devices wait: %s", e.getMessage());
                }
            }
        }
    }

    /** Leaves the group when the connection goes, so that an instance that has one takes over. */
    private void publishWhileConnected() throws InterruptedException {
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.DEVICE_COMMANDS));
            while (!isStopping && mqtt.isConnected()) {
                var records = consumer.poll(POLL);
                for (var command : records) {
                    if (!publish(command)) {
                        return; // not committed: whoever takes over publishes it
                    }
                }
                if (!records.isEmpty()) {
                    consumer.commitSync();
                }
            }
        }
    }

    private boolean publish(ConsumerRecord<byte[], byte[]> entry) throws InterruptedException {
        DeviceCommand command;
        try {
            command = codec.decode(entry.value(), DeviceCommand.class);
        } catch (UndecodableRecordException e) {
            LOG.warnf("a command to a device cannot be decoded and is skipped: %s", e.getMessage());
            return true;
        } catch (RegistryUnavailableException e) {
            LOG.warnf("a command to a device waits: %s", e.getMessage());
            return false;
        }
        if (command.getRequestedAt().isBefore(clock.instant().minus(AGE_MAX))) {
            LOG.infof("a command of %s to a device is older than %s and is left out", command.getRequestedAt(),
                    AGE_MAX);
            return true;
        }
        byte[] payload = new byte[command.getPayload().remaining()];
        command.getPayload().duplicate().get(payload);
        try {
            mqtt.publish(command.getTenantId() + "/" + command.getTopic(), payload, command.getQos())
                .toCompletionStage()
                .toCompletableFuture()
                .get(PUBLISHING_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("a command to a device is not published yet: %s", e);
            return false;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ConsumerConfig.GROUP_ID_CONFIG, GROUP,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    }
}
