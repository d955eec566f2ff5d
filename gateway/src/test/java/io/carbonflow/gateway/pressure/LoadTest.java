package io.carbonflow.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.intake.policy.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class LoadTest {

    private record Config(long inFlightBytesMax, long bodyBytesMax, Duration retryAfter, int sourcesMax)
            implements
                PressureConfig {}

    private final Config config = new Config(1_000, 100, Duration.ofSeconds(1), 10);
    private final Load load = new Load(config, new SimpleMeterRegistry());

    private List<Priority> admitted() {
        return Arrays.stream(Priority.values()).filter(load::hasRoomFor).toList();
    }

    @Test
    void theLeastImportantIsTurnedAwayFirstAndComesBackLast() {
        assertThat(admitted()).containsExactly(Priority.LOW, Priority.NORMAL, Priority.HIGH);
        load.began(500);
        assertThat(admitted()).containsExactly(Priority.NORMAL, Priority.HIGH);
        load.began(250);
        assertThat(admitted()).containsExactly(Priority.HIGH);
        load.began(250);
        assertThat(admitted()).isEmpty();
        load.ended(1_000);
        assertThat(admitted()).hasSize(3);
    }

    @Test
    void bodiesAreReadWhileTheyFitTogether() {
        var budget = new BodyBudget(config, new SimpleMeterRegistry());

        assertThat(budget.reserve(60)).isTrue();
        assertThat(budget.reserve(60)).isFalse();
        budget.release(60);
        assertThat(budget.reserve(100)).isTrue();
    }
}
