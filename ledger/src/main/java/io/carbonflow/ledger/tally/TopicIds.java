package io.carbonflow.ledger.tally;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The UUID the broker gave a topic. A topic that was deleted and made again has another one, and its offsets begin anew;
 * it betrays itself by an offset that is not beyond the last one seen.
 */
@ApplicationScoped
class TopicIds {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final Map<String, String> idByTopic = new ConcurrentHashMap<>();
    private final Map<String, Long> lastOffsetByPartition = new ConcurrentHashMap<>();

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    /** The id of the topic these records come from. */
    String of(String topic, int partition, long firstOffset, long lastOffset) {
        Long seen = lastOffsetByPartition.put(topic + "-" + partition, lastOffset);
        if (seen == null || firstOffset <= seen) {
            idByTopic.remove(topic);
        }
        return idByTopic.computeIfAbsent(topic, this::ask);
    }

    private String ask(String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .get(topic)
                .topicId()
                .toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker does not tell the id of topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }
}
