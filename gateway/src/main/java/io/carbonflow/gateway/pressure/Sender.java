package io.carbonflow.gateway.pressure;

import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.errors.RetriableException;

import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.resilience.Breaker;
import io.carbonflow.platform.resilience.Breakers;

/**
 * Sends what was taken in. While the message broker does not answer, a sender learns so at once instead of waiting for
 * the producer to give up.
 */
@ApplicationScoped
public class Sender {

    private final RecordProducer producer;
    private final Load load;
    private final Breaker broker;

    Sender(RecordProducer producer, Load load, Breakers breakers) {
        this.producer = producer;
        this.load = load;
        broker = breakers.of("broker", RetriableException.class::isInstance);
    }

    /** Completes when the broker has every one of them; fails if it lacks one. May block briefly. */
    public CompletionStage<Void> send(List<OutgoingRecord> outgoing) {
        long bytes = outgoing.stream().mapToLong(one -> one.value().length).sum();
        load.began(bytes);
        return broker.call(() -> producer.sendAll(outgoing)).whenComplete((sent, failure) -> load.ended(bytes));
    }
}
