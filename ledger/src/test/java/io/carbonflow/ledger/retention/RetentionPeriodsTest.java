package io.carbonflow.ledger.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPeriodsTest {

    private static final Instant BOOKED_AT = Instant.parse("2025-11-03T10:00:00Z");

    /** What an operator sets. */
    private record Settings(Duration letters, Duration rawCopies, Optional<Duration> activities,
            Optional<String> tenants) implements RetentionConfig {

        @Override
        public Duration every() {
            return Duration.ofMinutes(10);
        }
    }

    private static RetentionPeriods periods(String rawCopies, String activities, String tenants) {
        return new RetentionPeriods(new Settings(Duration.ofDays(30), Duration.parse(rawCopies),
                Optional.ofNullable(activities).map(Duration::parse), Optional.ofNullable(tenants)));
    }

    @Test
    void aLongPeriodBeginsAtTheEndOfTheMonthAndAShortOneAtTheBooking() {
        // 30 November ends at 1 December 00:00 UTC; 400 days later is 5 January 2027.
        assertThat(periods("P400D", null, null).rawCopiesUntil("acme", BOOKED_AT))
            .contains(Instant.parse("2027-01-05T00:00:00Z"));
        assertThat(periods("P90D", null, null).rawCopiesUntil("acme", BOOKED_AT))
            .contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(periods("P89D", null, null).rawCopiesUntil("acme", BOOKED_AT))
            .contains(Instant.parse("2026-01-31T10:00:00Z"));
    }

    @Test
    void zeroIsNotAtAllAndNoPeriodOfActivitiesIsForEver() {
        assertThat(periods("PT0S", null, null).rawCopiesUntil("acme", BOOKED_AT)).isEmpty();
        assertThat(periods("P1D", null, null).keepsActivities("acme")).isTrue();
        assertThat(periods("P1D", null, null).activitiesUntil("acme", BOOKED_AT)).isNull();
        assertThat(periods("P1D", "PT0S", null).keepsActivities("acme")).isFalse();
        assertThat(periods("P1D", "P10D", null).activitiesUntil("acme", BOOKED_AT))
            .isEqualTo(Instant.parse("2025-11-13T10:00:00Z"));
    }

    @Test
    void aTenantMayHavePeriodsOfItsOwn() {
        var periods = periods("P1D", null, "acme:raw-copies:PT1H, acme:activities:P10D,globex:letters:PT2H");

        assertThat(periods.rawCopiesUntil("acme", BOOKED_AT)).contains(BOOKED_AT.plusSeconds(3_600));
        assertThat(periods.activitiesUntil("acme", BOOKED_AT)).isEqualTo(Instant.parse("2025-11-13T10:00:00Z"));
        assertThat(periods.lettersUntil("acme", BOOKED_AT)).isEqualTo(Instant.parse("2025-12-03T10:00:00Z"));
        assertThat(periods.lettersUntil("globex", BOOKED_AT)).isEqualTo(Instant.parse("2025-11-03T12:00:00Z"));
        assertThat(periods.rawCopiesUntil("globex", BOOKED_AT)).contains(Instant.parse("2025-11-04T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme:raw-copies", "acme:everything:P1D", "acme:letters:soon", "a b:letters:P1D",
            "acme:letters:-P1D", "acme:letters:P40000D", ","})
    void whatCannotBeMeantKeepsTheServiceFromStarting(String tenants) {
        assertThatThrownBy(() -> periods("P1D", null, tenants)).isInstanceOf(IllegalArgumentException.class);
    }
}
