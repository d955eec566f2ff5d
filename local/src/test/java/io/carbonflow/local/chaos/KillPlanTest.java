package io.carbonflow.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class KillPlanTest {

    private static final Duration TIME = Duration.ofSeconds(60);

    @Test
    void killsEachPartOnceARoundEachInAStretchOfItsOwn() {
        var kills = KillPlan.of(7, TIME, 2);

        assertThat(kills.subList(0, 3)).extracting(KillPlan.Kill::part)
            .containsExactlyInAnyOrder("ledger", "postgres", "kafka");
        assertThat(kills.subList(3, 6)).extracting(KillPlan.Kill::part)
            .containsExactlyInAnyOrder("ledger", "postgres", "kafka");
        for (int i = 0; i < kills.size(); i++) {
            assertThat(kills.get(i).after()).isBetween(Duration.ofSeconds(10L * i), Duration.ofSeconds(10L * i + 10));
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(KillPlan.of(7, TIME, 2)).isEqualTo(KillPlan.of(7, TIME, 2)).isNotEqualTo(KillPlan.of(8, TIME, 2));
    }
}
