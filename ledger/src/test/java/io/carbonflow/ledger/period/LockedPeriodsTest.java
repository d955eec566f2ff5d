package io.carbonflow.ledger.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.chain.Accounting;

class LockedPeriodsTest {

    private static final Period JANUARY = period("2025-01-01", "2025-02-01");
    private static final Period FEBRUARY = period("2025-02-01", "2025-03-01");
    private static final Period FIRST_QUARTER = period("2025-01-01", "2025-04-01");

    @Test
    void whatLiesInNoLockedPeriodStaysWhereItIs() {
        var locked = new LockedPeriods(List.of(JANUARY));

        assertThat(locked.place("acme", day("2024-12-31"), Accounting.AS_IT_OCCURRED))
            .isEqualTo(Accounting.AS_IT_OCCURRED);
        assertThat(locked.place("acme", day("2025-02-01"), Accounting.AS_IT_OCCURRED))
            .isEqualTo(Accounting.AS_IT_OCCURRED);
    }

    @Test
    void theFirstInstantOfALockedPeriodIsInItAndCountsAtItsEnd() {
        var locked = new LockedPeriods(List.of(JANUARY));

        assertThat(locked.place("acme", day("2025-01-01"), Accounting.AS_IT_OCCURRED))
            .isEqualTo(new Accounting(false, day("2025-02-01"), JANUARY.id()));
    }

    @Test
    void lockedPeriodsInARowArePassedAndTheFirstIsTheOneThatIsAdjusted() {
        var locked = new LockedPeriods(List.of(FEBRUARY, JANUARY));

        assertThat(locked.place("acme", day("2025-01-15"), Accounting.AS_IT_OCCURRED))
            .isEqualTo(new Accounting(false, day("2025-03-01"), JANUARY.id()));
    }

    @Test
    void overlappingPeriodsArePassedToTheEndOfTheLongest() {
        var locked = new LockedPeriods(List.of(FIRST_QUARTER, FEBRUARY));

        assertThat(locked.place("acme", day("2025-02-15"), Accounting.AS_IT_OCCURRED).accountedAt())
            .isEqualTo(day("2025-04-01"));
    }

    @Test
    void theLocksOfAnotherTenantAreNotOurs() {
        var locked = new LockedPeriods(List.of(JANUARY));

        assertThat(locked.place("other", day("2025-01-15"), Accounting.AS_IT_OCCURRED))
            .isEqualTo(Accounting.AS_IT_OCCURRED);
    }

    private static Period period(String from, String to) {
        return new Period("acme", UUID.randomUUID(), day(from), day(to));
    }

    private static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }
}
