package io.carbonflow.local.stack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.carbonflow.embedded.Ports;
import io.carbonflow.local.api.ApiException;

/** How far each consumer group is behind. */
public final class ConsumerLag {

    private static final int ANSWER_MILLIS_MAX = 5_000;

    private ConsumerLag() {}

    /** Records by group, over all its partitions. */
    public static Map<String, Long> of(String bootstrapServers) {
        String[] address = bootstrapServers.split(",", -1)[0].split(":", -1);
        if (address[0].equals("localhost") && !Ports.isOpen(Integer.parseInt(address[1]))) {
            throw new ApiException("Kafka does not answer on " + bootstrapServers, null);
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX))) {
            var lags = new TreeMap<String, Long>();
            for (var group : admin.listGroups().all().get()) {
                lags.put(group.groupId(), lag(admin, group.groupId()));
            }
            return lags;
        } catch (ExecutionException e) {
            throw new ApiException("Kafka at " + bootstrapServers + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", e);
        }
    }

    private static long lag(Admin admin, String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get();
        var ends = admin.listOffsets(
                committed.keySet().stream().collect(Collectors.toMap(topic -> topic, topic -> OffsetSpec.latest())))
            .all()
            .get();
        return committed.entrySet()
            .stream()
            .filter(entry -> entry.getValue() != null)
            .mapToLong(entry -> Math.max(0, ends.get(entry.getKey()).offset() - entry.getValue().offset()))
            .sum();
    }
}
