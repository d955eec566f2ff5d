package io.carbonflow.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.platform.problem.ProblemException;

class RetriesTest {

    private final Retries retries = new Retries();
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void close() {
        retries.close();
    }

    @Test
    void anAttemptThatThrowsIsRepeated() {
        CompletableFuture<String> done = retries.untilDone(() -> {
            if (attempts.incrementAndGet() < 2) {
                throw new IllegalArgumentException("thrown");
            }
            return CompletableFuture.completedFuture("done");
        });

        assertThat(done).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("done");
    }

    @Test
    void anAttemptThatThrowsOnceThereIsRoomHasFailed() {
        CompletionStage<String> admitted = retries.whenAdmitted(() -> {
            if (attempts.incrementAndGet() < 2) {
                return CompletableFuture.failedFuture(ProblemException.tooMany("full", Duration.ofMillis(1)));
            }
            throw new IllegalArgumentException("thrown");
        });

        assertThat(admitted).failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .withCauseInstanceOf(IllegalArgumentException.class);
    }
}
