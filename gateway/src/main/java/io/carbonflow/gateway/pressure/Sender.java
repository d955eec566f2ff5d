package io.carbonflow.gateway.pressure;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

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
        return counted(outgoing, () -> producer.sendAll(outgoing));
    }

    /**
     * The same, where some may be larger than the broker takes: completes with their places, and the broker has all the
     * others.
     */
    public CompletionStage<List<Integer>> sendFitting(List<OutgoingRecord> outgoing) {
        return counted(outgoing, () -> producer.sendFitting(outgoing));
    }

    private <T> CompletionStage<T> counted(List<OutgoingRecord> outgoing, Supplier<CompletionStage<T>> sending) {
        long bytes = outgoing.stream().mapToLong(one -> one.value().length).sum();
        load.began(bytes);
        try {
            return broker.call(sending).whenComplete((sent, failure) -> load.ended(bytes));
        } catch (RuntimeException e) {
            load.ended(bytes);
            throw e;
        }
    }
}
