package io.carbonflow.gateway.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.platform.correlation.CorrelationId;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.resilience.Breaker;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Takes in one record of a topic. One that we cannot cope with is a dead letter and keeps no other waiting. */
final class TopicRecords {

    private static final Logger LOG = Logger.getLogger(TopicRecords.class);

    private final WayIn way;
    private final Taking taking;
    private final UnaryOperator<String> tenantOfTopic;
    private final Clock clock;

    /** Sends what a record holds. */
    @FunctionalInterface
    interface Taking {

        /** Completes when the broker has all of it. */
        CompletionStage<?> take(Envelope envelope, List<Examined> items);
    }

    TopicRecords(WayIn way, Taking taking, UnaryOperator<String> tenantOfTopic, Clock clock) {
        this.way = way;
        this.taking = taking;
        this.tenantOfTopic = tenantOfTopic;
        this.clock = clock;
    }

    /**
     * Completes when the broker has what came of the record. Fails where an outage is in the way, or what is needed to
     * read it is not there yet.
     */
    CompletionStage<Void> take(ConsumerRecord<byte[], byte[]> one) {
        byte[] value = one.value() == null ? new byte[0] : one.value();
        var envelope = new Envelope(tenantOfTopic.apply(one.topic()), Channel.CDC,
                CdcAdapter.contentType(one.topic(), one.key(), one.offset()), correlationId(one), clock.instant());
        Batch batch;
        try {
            batch = way.read(envelope, value);
        } catch (ProblemException notReadyYet) {
            return CompletableFuture.failedFuture(notReadyYet);
        } catch (RuntimeException e) {
            return keep(envelope, value, one, e);
        }
        // Sending may wait for the broker: never on the thread by which the broker answers.
        return send(envelope, batch).exceptionallyComposeAsync(failure -> isOfTheRecord(causeOf(failure))
                ? keep(envelope, value, one, causeOf(failure))
                : CompletableFuture.failedFuture(causeOf(failure)), Infrastructure.getDefaultExecutor());
    }

    private CompletionStage<Void> keep(Envelope envelope, byte[] value, ConsumerRecord<byte[], byte[]> one,
            Throwable cause) {
        LOG.errorf(cause, "record %s-%d@%d cannot be taken in and is kept as a dead letter", one.topic(),
                one.partition(), one.offset());
        return send(envelope, Batch.single(value,
                Reasons.only(ReasonCode.MALFORMED, null, "the record cannot be taken for a change")));
    }

    private CompletionStage<Void> send(Envelope envelope, Batch batch) {
        try {
            return taking.take(envelope, batch.items()).thenAccept(answer -> {});
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Everything else is an outage: of the broker, of the registry, or of our own not being ready. */
    private static boolean isOfTheRecord(Throwable cause) {
        if (cause instanceof KafkaException) {
            return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
        }
        return cause instanceof RuntimeException && !(cause instanceof ProblemException)
                && !(cause instanceof IllegalStateException) && !(cause instanceof Breaker.OpenException);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String correlationId(ConsumerRecord<byte[], byte[]> one) {
        Header stated = one.headers().lastHeader(RecordHeaders.CORRELATION_ID);
        return CorrelationId
            .takenOrMade(stated == null || stated.value() == null ? null : new String(stated.value(), UTF_8));
    }
}
