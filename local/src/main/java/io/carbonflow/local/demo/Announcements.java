package io.carbonflow.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import io.carbonflow.contracts.Topics;
import io.carbonflow.local.api.ApiException;

/** Waits until registrations have passed through Kafka, by which the gateway learns of them. */
final class Announcements implements AutoCloseable {

    private static final List<TopicPartition> TOPICS = List.of(new TopicPartition(Topics.MASTER_DEVICES, 0),
            new TopicPartition(Topics.MASTER_SUPPLIERS, 0));
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    /** The gateway reads these topics all the time; it needs milliseconds for what is there. */
    private static final Duration READING = Duration.ofMillis(750);

    private final Admin admin;
    private final long before;

    Announcements(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        before = records();
    }

    /** Returns when so many registrations more are there than at the beginning. */
    void await(int registrations) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        try {
            while (records() < before + registrations) {
                if (System.nanoTime() > deadline) {
                    throw new ApiException("only " + (records() - before) + " of " + registrations
                            + " registrations reached Kafka within " + WAIT_MAX.toSeconds() + " s", null);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.MILLISECONDS.sleep(READING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long records() {
        try {
            return admin
                .listOffsets(TOPICS.stream().collect(Collectors.toMap(topic -> topic, topic -> OffsetSpec.latest())))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(info -> info.offset())
                .sum();
        } catch (ExecutionException e) {
            throw new ApiException("Kafka does not tell its offsets: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
