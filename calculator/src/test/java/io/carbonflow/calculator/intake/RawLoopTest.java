package io.carbonflow.calculator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.calculator.emission.ReceivedRecord;
import io.carbonflow.calculator.library.Library;
import io.carbonflow.contracts.Topics;
import io.carbonflow.rules.RuleBook;

class RawLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.RAW_ENERGY, 2);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CountDownLatch libraryLoaded = new CountDownLatch(1);
    private final AtomicBoolean isOutage = new AtomicBoolean();
    private final List<List<Long>> attempts = new CopyOnWriteArrayList<>();
    private RawLoop loop;
    private Thread thread;

    @BeforeEach
    void prepare() {
        loop = new RawLoop(consumer, this::library, this::handle, new Settings());
        thread = new Thread(loop);
    }

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop(thread);
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void readsNothingBeforeThereIsALibrary() {
        // When
        thread.start();

        // Then
        assertThat(loop.stalledBy()).hasValueSatisfying(reason -> assertThat(reason).contains("factor library"));
        assertThat(consumer.subscription()).isEmpty();
    }

    @Test
    void acknowledgesABatchOnceEverythingOfItIsDurable() {
        // When
        read(10, 11, 12);

        // Then
        await().untilAsserted(() -> assertThat(committed()).isEqualTo(13));
        assertThat(attempts).containsExactly(List.of(10L, 11L, 12L));
        assertThat(loop.stalledBy()).isEmpty();
    }

    @Test
    void waitsAnOutageOutAndReadsTheSameBatchAgain() {
        // Given
        isOutage.set(true);
        read(10, 11);
        await().untilAsserted(() -> assertThat(loop.stalledBy()).contains("the broker is away"));
        assertThat(committed()).isZero();

        // When: the mock hands a record out once, so what the rewind asks for is put there again
        isOutage.set(false);
        await().untilAsserted(() -> assertThat(consumer.position(PARTITION)).isEqualTo(10));
        consumer.schedulePollTask(() -> add(10, 11));

        // Then
        await().untilAsserted(() -> assertThat(committed()).isEqualTo(12));
        assertThat(attempts).first().isEqualTo(List.of(10L, 11L));
        assertThat(attempts).last().isEqualTo(List.of(10L, 11L));
        await().untilAsserted(() -> assertThat(loop.stalledBy()).isEmpty());
    }

    private Library library() throws InterruptedException {
        libraryLoaded.await();
        return Library.of(FactorLibrary.of(List.of()), RuleBook.shipped());
    }

    private void handle(List<ReceivedRecord> records, Library library) {
        attempts.add(records.stream().map(ReceivedRecord::offset).toList());
        if (isOutage.get()) {
            throw new CompletionException("the broker is away", null);
        }
    }

    private void read(long... offsets) {
        libraryLoaded.countDown();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, offsets[0]));
            consumer.updateEndOffsets(Map.of(PARTITION, offsets[0]));
            add(offsets);
        });
        thread.start();
    }

    private void add(long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0],
                    new byte[0]));
        }
    }

    private long committed() {
        OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? 0 : offset.offset();
    }

    private record Settings() implements IntakeConfig {

        @Override
        public Optional<String> instance() {
            return Optional.empty();
        }

        @Override
        public boolean consume() {
            return true;
        }

        @Override
        public String group() {
            return "test";
        }

        @Override
        public int batchRecordsMax() {
            return 100;
        }

        @Override
        public Duration batchLinger() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration retryPauseMin() {
            return Duration.ofMillis(5);
        }

        @Override
        public Duration retryPauseMax() {
            return Duration.ofMillis(20);
        }
    }
}
