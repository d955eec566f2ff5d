package io.carbonflow.query.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsTwiceAsLongAfterEachOutageUpToAMinute() {
        var pauses = IntStream.rangeClosed(0, 7).mapToObj(before -> Backoff.pause(Duration.ofSeconds(2), before));

        assertThat(pauses.map(Duration::toSeconds)).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void keepsAPauseThatIsLongerThanThat() {
        assertThat(Backoff.pause(Duration.ofMinutes(5), 3)).isEqualTo(Duration.ofMinutes(5));
    }
}
