package io.carbonflow.gateway.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;

class TopicRecordsTest {

    private static final byte[] CHANGE = "{\"op\":\"c\"}".getBytes(UTF_8);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Verdict> taken = new ArrayList<>();

    private CompletionStage<Void> take(WayIn way, TopicRecords.Taking taking) {
        return new TopicRecords(way, taking, topic -> "demo", Clock.systemUTC())
            .take(new ConsumerRecord<>("cdc.demo", 0, 7, null, CHANGE));
    }

    private CompletionStage<Void> keep(Envelope envelope, List<Examined> items) {
        items.forEach(item -> taken.add(item.verdict()));
        return CompletableFuture.completedFuture(null);
    }

    private static WayIn reading(RuntimeException failure) {
        return new WayIn() {
            @Override
            public String channel() {
                return "cdc";
            }

            @Override
            public Batch read(Envelope envelope, byte[] body) {
                if (failure != null) {
                    throw failure;
                }
                return Batch.single(body, new Verdict.Context("row-1", "erp", "test"));
            }
        };
    }

    @Test
    void aRecordThatCannotBeReadIsADeadLetter() {
        for (RuntimeException poison : List.of(new ArithmeticException(), new IllegalStateException("of the record"))) {
            assertThat(take(reading(poison), this::keep)).succeedsWithin(SOON);
        }

        assertThat(taken).hasSize(2)
            .allSatisfy(kept -> assertThat(Samples.reasonsOf(kept)).containsExactly("MALFORMED"));
    }

    @Test
    void aRecordThatCannotBeSentIsADeadLetterWhicheverWayItFails() {
        for (TopicRecords.Taking failing : List.<TopicRecords.Taking>of((envelope, items) -> {
            throw new NullPointerException();
        }, (envelope, items) -> CompletableFuture.failedFuture(new RecordTooLargeException()))) {
            assertThat(take(reading(null),
                    (envelope, items) -> items.get(0).verdict() instanceof Verdict.Refused ? keep(envelope, items)
                            : failing.take(envelope, items)))
                .succeedsWithin(SOON);
        }

        assertThat(taken).hasSize(2)
            .allSatisfy(kept -> assertThat(Samples.reasonsOf(kept)).containsExactly("MALFORMED"));
    }

    @Test
    void anOutageIsNoDeadLetter() {
        for (RuntimeException outage : List.of(new TimeoutException(), new IllegalStateException("not ready"))) {
            assertThat(take(reading(null), (envelope, items) -> CompletableFuture.failedFuture(outage)))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCause(outage);
        }
        assertThat(taken).isEmpty();
    }
}
