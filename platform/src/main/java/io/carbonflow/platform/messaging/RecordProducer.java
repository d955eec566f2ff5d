package io.carbonflow.platform.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends records and says when the broker has them on every in-sync replica. One plain producer for the whole service:
 * its batching is what makes many small records cheap.
 */
@ApplicationScoped
public class RecordProducer {

    private final Producer<byte[], byte[]> producer;

    RecordProducer(@ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024); // an item of 1 MB and its envelope
        // A caller who waits for the broker waits this long at most, and is then told so.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Completes when the broker has the record; fails when it has not within the delivery time. May block briefly. */
    public CompletionStage<Void> send(OutgoingRecord outgoing) {
        return send(outgoing.toProducerRecord());
    }

    /** The same for a record that belongs to no tenant and so has none of the usual headers. */
    public CompletionStage<Void> send(ProducerRecord<byte[], byte[]> outgoing) {
        var done = new CompletableFuture<Void>();
        try {
            producer.send(outgoing, (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) { // the producer throws what it finds before the record is queued
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Completes when the broker has every one of them; fails if it lacks one. */
    public CompletionStage<Void> sendAll(List<OutgoingRecord> outgoing) {
        return sendFitting(outgoing).thenAccept(tooLarge -> {
            if (!tooLarge.isEmpty()) {
                throw new RecordTooLargeException(
                        "record %d of %d is larger than the broker takes".formatted(tooLarge.get(0), outgoing.size()));
            }
        });
    }

    /**
     * Completes when the broker has every one of them but those that are larger than it will ever take, with the places of
     * these, from 0 and in order. Fails if it lacks another. May block briefly.
     */
    public CompletionStage<List<Integer>> sendFitting(List<OutgoingRecord> outgoing) {
        var receipts = new Receipts(outgoing.size());
        for (int place = 0; place < outgoing.size() && !receipts.hasFailed(); place++) {
            try {
                producer.send(outgoing.get(place).toProducerRecord(), receipts.of(place));
            } catch (RuntimeException e) { // the producer throws what it finds before the record is queued
                receipts.fail(e);
            }
        }
        return receipts.all();
    }

    @PreDestroy
    void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
