package io.carbonflow.metering.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples that are far above all before prove themselves by going on, unless they look like watts taken for kilowatts. */
class PowerProofTest {

    private static final Instant NOON = Instant.parse("2025-11-03T12:00:00Z");
    private static final Manner REVIEWED = new Manner(false, false, true);

    private final List<String> booked = new ArrayList<>();
    private int held;
    private PowerState power;

    private void sample(String kw, Duration after, MeterRules rules, Manner manner) {
        var findings = new Findings();
        power = Power.read(power, NOON.plus(after), new BigDecimal(kw), rules, manner, new NoHistory(), NOON,
                findings);
        findings.flows().forEach(flow -> booked.add(flow.amount().stripTrailingZeros().toPlainString()));
        held += findings.reviewDetail() == null ? 0 : 1;
    }

    private void sample(String kw, long minute) {
        sample(kw, Duration.ofMinutes(minute), MeterRules.NONE, Manner.USUAL);
    }

    /** A sample a minute, from noon to a quarter past, and none of it is counted. */
    private void aQuarterOfAnHour(String... kw) {
        for (int minute = 0; minute < 15; minute++) {
            sample(kw[minute % kw.length], minute);
        }
        booked.clear();
    }

    private void anHour(String kw) {
        for (int minute = 15; minute < 75; minute++) {
            sample(kw, minute);
        }
    }

    @Test
    void aWallboxThatGoesFromFiveWattsToElevenKilowattsIsBelievedWithItsThirdSample() {
        // Given
        aQuarterOfAnHour("0.005");

        // When
        sample("11", 15);
        sample("11", 16);
        assertThat(booked).isEmpty();
        sample("11", 17);
        sample("11", 18);

        // Then: the rise (11.005 kW / 2 for a minute), two minutes of 11 kW (2 * 0.183333333), one more
        assertThat(held).isEqualTo(2);
        assertThat(booked).containsExactly("0.091708333", "0.366666666", "0.183333333");
    }

    @Test
    void theNextChargeIsBelievedAtOnceForFiveWeeks() {
        // Given: a charge
        aQuarterOfAnHour("0.005");
        sample("11", 15);
        sample("11", 16);
        sample("11", 17);
        held = 0;

        // When: thirty days of standby
        for (int hour = 1; hour <= 30 * 24; hour++) {
            sample("0.005", 60L * hour);
        }
        sample("11", 30 * 1440 + 1);

        // Then
        assertThat(held).isZero();
    }

    @Test
    void fiveWeeksAfterItWasLastSeenALevelHasToProveItselfAgain() {
        // Given
        aQuarterOfAnHour("0.005");
        sample("11", 15);
        sample("11", 16);
        sample("11", 17);
        held = 0;

        // When
        for (int hour = 1; hour <= 36 * 24; hour++) {
            sample("0.005", 60L * hour);
        }
        sample("11", 36 * 1440 + 1);

        // Then
        assertThat(held).isEqualTo(1);
    }

    @Test
    void whatAPersonBelievedOnceIsBelievedTheNextDayToo() {
        // Given: 11 kW are a thousand times 11 W, and a person says that they are right
        aQuarterOfAnHour("0.011");
        sample("11", Duration.ofMinutes(15), MeterRules.NONE, REVIEWED);

        // When: two days later
        for (int hour = 1; hour <= 48; hour++) {
            sample("0.011", 60L * hour);
        }
        sample("11", 48 * 60 + 1);

        // Then
        assertThat(held).isZero();
    }

    @Test
    void wattsTakenForKilowattsAreHeldHoweverLongTheyLast() {
        // Given
        aQuarterOfAnHour("0.5");

        // When
        anHour("500");

        // Then
        assertThat(held).isEqualTo(60);
        assertThat(booked).isEmpty();
    }

    @Test
    void wattsTakenForKilowattsAreKnownByTheQuietHoursToo() {
        // Given: a household with a kettle of 3 kW, and 0.2 kW without
        aQuarterOfAnHour("3", "0.2", "0.2");

        // When: 67 times the highest
        anHour("200");

        // Then
        assertThat(held).isEqualTo(60);
        assertThat(booked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"249, 2", "250, 60", "1000, 60", "1001, 2"})
    void fiveHundredToTwoThousandTimesASteadyLevelLooksLikeAMistakeOfTheUnit(String kw, int heldOfSixty) {
        // Given
        aQuarterOfAnHour("0.5");

        // When
        anHour(kw);

        // Then
        assertThat(held).isEqualTo(heldOfSixty);
    }

    @Test
    void samplesThatDoNotAgreeProveNothing() {
        // Given
        aQuarterOfAnHour("0.005");

        // When: each more than twice the other
        for (int minute = 15; minute < 35; minute++) {
            sample(minute % 2 == 0 ? "11" : "30", minute);
        }

        // Then
        assertThat(held).isEqualTo(20);
        assertThat(booked).isEmpty();
    }

    @Test
    void threeSamplesWithinSecondsProveNothingYet() {
        // Given
        aQuarterOfAnHour("0.005");

        // When: from 12:15:00 to 12:15:59, then 12:16:00
        for (int second = 0; second <= 59; second++) {
            sample("11", Duration.ofMinutes(15).plusSeconds(second), MeterRules.NONE, Manner.USUAL);
        }
        assertThat(booked).isEmpty();
        sample("11", 16);

        // Then
        assertThat(held).isEqualTo(60);
        assertThat(booked).hasSize(2);
    }

    @Test
    void aPlausibleSampleEndsTheRun() {
        // Given
        aQuarterOfAnHour("0.005");

        // When
        sample("11", 15);
        sample("11", 16);
        sample("0.005", 17);
        sample("11", 18);

        // Then
        assertThat(held).isEqualTo(3);
        assertThat(booked).containsExactly("0.00025");
    }

    @Test
    void aHeldSampleThatIsSentInAfterTheRunWasBelievedCountsNothingTwice() {
        // Given
        aQuarterOfAnHour("0.005");
        sample("11", 15);
        sample("11", 16);
        sample("11", 17);
        booked.clear();

        // When
        sample("11", Duration.ofMinutes(15), MeterRules.NONE, REVIEWED);
        sample("11", Duration.ofMinutes(16), MeterRules.NONE, REVIEWED);

        // Then
        assertThat(booked).isEmpty();
    }

    @Test
    void aRegisteredMaximumIsNeverProvenWrong() {
        // Given
        aQuarterOfAnHour("0.005");

        // When
        for (int minute = 15; minute < 35; minute++) {
            sample("11", Duration.ofMinutes(minute), new MeterRules(BigDecimal.TEN, null, null), Manner.USUAL);
        }

        // Then
        assertThat(held).isEqualTo(20);
    }

    /** Nothing to estimate from. */
    private static final class NoHistory implements History {

        @Override
        public void keep(Interval interval) {}

        @Override
        public List<Interval> between(Instant from, Instant to) {
            return List.of();
        }
    }
}
