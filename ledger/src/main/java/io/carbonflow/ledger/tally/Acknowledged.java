package io.carbonflow.ledger.tally;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import io.carbonflow.ledger.LedgerConfig;

/** How far a source that delivers records one by one has come: what lies before was delivered and is durable. */
@ApplicationScoped
class Acknowledged {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;

    Acknowledged(Admin admin, LedgerConfig config) {
        this.admin = admin;
        this.group = config.consumerGroup();
    }

    /**
     * The first offset the source has not acknowledged; 0 where it has acknowledged none.
     *
     * @throws KafkaException when the broker cannot be asked
     */
    long upTo(String topic, int partition) {
        try {
            var position = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .get(new TopicPartition(topic, partition));
            return position == null ? 0 : position.offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker does not tell how far group " + group + " has come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }
}
