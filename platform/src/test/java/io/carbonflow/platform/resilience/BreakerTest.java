package io.carbonflow.platform.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Breaker breaker = new Breaker("broker", 3, Duration.ofSeconds(2),
            failure -> failure instanceof IOException, now::get);

    private CompletableFuture<String> call(CompletableFuture<String> answer) {
        return breaker.call(() -> {
            asked.incrementAndGet();
            return answer;
        }).toCompletableFuture();
    }

    private void fails() {
        call(CompletableFuture.failedFuture(new IOException("away")));
    }

    private void opened() {
        fails();
        fails();
        fails();
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    }

    @Test
    void threeOutagesInARowOpenItAndNothingIsAskedThen() {
        opened();

        assertThat(call(CompletableFuture.completedFuture("here"))).failsWithin(Duration.ZERO)
            .withThrowableThat()
            .withCauseInstanceOf(Breaker.OpenException.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() {
        fails();
        fails();
        call(CompletableFuture.completedFuture("here"));
        fails();
        fails();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void afterItsTimeOneCallFindsOutForAll() {
        opened();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        var trial = new CompletableFuture<String>();

        call(trial);
        call(new CompletableFuture<>());

        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(asked).hasValue(4);
        trial.complete("here");
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void aTrialThatFailsOpensItForAnotherWhile() {
        opened();
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        fails();

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        fails();
        assertThat(asked).hasValue(4);
    }

    @Test
    void aCallThatWaitsForItsAnswerCountsLikeAnyOther() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> breaker.ask(() -> {
                throw new IOException("away");
            })).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> breaker.ask(asked::incrementAndGet)).isInstanceOf(Breaker.OpenException.class);
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(breaker.ask(asked::incrementAndGet)).isEqualTo(1);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void itsPauseIsWhatIsLeftOfItsTime() {
        assertThat(breaker.pause()).isZero();
        opened();
        now.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(breaker.pause()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void aFailureOfTheCallItselfIsAnAnswer() {
        for (int i = 0; i < 5; i++) {
            call(CompletableFuture.failedFuture(new IllegalArgumentException("too large")));
        }

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }
}
