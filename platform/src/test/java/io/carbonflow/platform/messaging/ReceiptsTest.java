package io.carbonflow.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

    @Test
    void allAreThereWhenTheLastOneIs() {
        var receipts = new Receipts(2);

        receipts.of(1).onCompletion(null, null);
        assertThat(receipts.all()).isNotDone();
        receipts.of(0).onCompletion(null, null);

        assertThat(receipts.all()).isCompletedWithValueMatching(java.util.List::isEmpty);
    }

    @Test
    void namesThoseThatAreTooLargeAndCountsTheOthersAsSent() {
        var receipts = new Receipts(4);

        receipts.of(2).onCompletion(null, new RecordTooLargeException("too large"));
        receipts.of(1).onCompletion(null, null);
        receipts.of(0).onCompletion(null, new RecordTooLargeException("too large"));
        receipts.of(3).onCompletion(null, null);

        assertThat(receipts.all()).isCompletedWithValue(java.util.List.of(0, 2));
        assertThat(receipts.hasFailed()).isFalse();
    }

    @Test
    void anyOtherFailureIsThatOfAllOfThem() {
        var receipts = new Receipts(2);

        receipts.of(0).onCompletion(null, new TimeoutException("no broker"));

        assertThat(receipts.hasFailed()).isTrue();
        assertThat(receipts.all()).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("no broker");
    }

    @Test
    void nothingIsSentAtOnce() {
        assertThat(new Receipts(0).all()).isCompleted();
    }
}
