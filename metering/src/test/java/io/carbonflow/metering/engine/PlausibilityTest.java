package io.carbonflow.metering.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What is believed of a meter, and for how long anything of it is remembered. */
class PlausibilityTest {

    private static final Instant NOON = Instant.parse("2025-11-03T12:00:00Z");
    private static final Manner REVIEWED = new Manner(false, false, true);

    private final List<BigDecimal> booked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private CounterState counter;
    private PowerState power;

    private void stand(String kwh, Duration after, Manner manner) {
        var findings = new Findings();
        counter = Counter.read(counter, new Stand(new BigDecimal(kwh), NOON.plus(after)), MeterRules.NONE, manner,
                findings);
        take(findings);
    }

    private void stand(String kwh, Duration after) {
        stand(kwh, after, Manner.USUAL);
    }

    private void sample(String kw, Duration after, Manner manner) {
        var findings = new Findings();
        power = Power.read(power, NOON.plus(after), new BigDecimal(kw), MeterRules.NONE, manner, new NoHistory(),
                NOON, findings);
        take(findings);
    }

    private void sample(String kw, Duration after) {
        sample(kw, after, Manner.USUAL);
    }

    private void take(Findings findings) {
        findings.flows().forEach(flow -> booked.add(flow.amount()));
        if (findings.contextReason() != null) {
            said.add(findings.contextReason());
        }
        if (findings.reviewDetail() != null) {
            said.add("review");
        }
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void aTotalOfYesterdayThatIsTinyIsNotTakenForTheLevelOfToday() {
        // Given: 0.2 kWh on a quiet day, and the counter begins anew at midnight
        stand("0.19", minutes(0));
        stand("0.20", minutes(60));
        stand("0", minutes(120));

        // When: the machine is switched on, 1 kWh within an hour
        stand("1", minutes(180));

        // Then: all of it is today's
        assertThat(booked).last().satisfies(amount -> assertThat(amount).isEqualByComparingTo("1"));
    }

    @Test
    void theSmallestStepOfACounterIsNoReturnOfYesterdays() {
        // Given
        stand("0.01", minutes(0));
        stand("0", minutes(60));

        // When
        stand("0.01", minutes(61));
        stand("0.03", minutes(62));

        // Then
        assertThat(booked.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("0.03");
    }

    @Test
    void aSpikeAfterAResetIsNoProofOfTheOldLevel() {
        // Given: a kilowatt through a day, a reset, a spike that is held
        stand("0", minutes(0));
        for (int i = 1; i <= 12; i++) {
            stand(Integer.toString(i), minutes(60L * i));
        }
        stand("0", minutes(780));
        stand("99999", minutes(840));

        // When: 14 kWh since the reset, in fourteen hours
        stand("14", minutes(780 + 14 * 60));

        // Then
        assertThat(said).contains("review");
        assertThat(booked).last().satisfies(amount -> assertThat(amount).isEqualByComparingTo("14"));
    }

    @Test
    void aReviewedLeapIsKnownAgainHoweverManyZerosItIsWrittenWith() {
        // Given: twelve hours of a kilowatt, then another level that three stands agree on
        for (int i = 0; i <= 12; i++) {
            stand(Integer.toString(100 + i), minutes(60L * i));
        }
        stand("5000", minutes(780));
        stand("5001", minutes(840));
        stand("5002", minutes(900));

        // When: the held stand is sent in again
        stand("5000.00", minutes(780), REVIEWED);

        // Then: 5000 - 112
        assertThat(booked).last().satisfies(amount -> assertThat(amount).isEqualByComparingTo("4888"));
    }

    /** Half a kilowatt, a sample a minute. */
    private void aQuarterOfAnHour() {
        for (int i = 0; i < 15; i++) {
            sample("0.5", minutes(i));
        }
    }

    @Test
    void wattsTakenForKilowattsWaitForAPersonAndTheNextSampleGoesOn() {
        // Given
        aQuarterOfAnHour();

        // When
        sample("500", minutes(15));
        sample("0.5", minutes(16));

        // Then: half a kilowatt for two minutes
        assertThat(said).containsExactly("power_first_sample", "review");
        assertThat(booked).hasSize(15)
            .last()
            .satisfies(amount -> assertThat(amount).isEqualByComparingTo("0.016666667"));
    }

    @Test
    void aFaultThatLastsDoesNotBecomeTheMeasure() {
        // Given
        aQuarterOfAnHour();

        // When: for three days
        for (int hour = 1; hour <= 72; hour++) {
            sample("500", minutes(60L * hour));
        }

        // Then
        assertThat(said.stream().filter("review"::equals)).hasSize(72);
        assertThat(booked).hasSize(14);
    }

    @Test
    void whatAPersonHasLookedAtIsTheMeasureFromThenOn() {
        // Given
        aQuarterOfAnHour();

        // When
        sample("500", minutes(15), REVIEWED);
        sample("510", minutes(16));

        // Then: 0.5 rising to 500 kW in a minute, then 505 kW for another
        assertThat(said).doesNotContain("review");
        assertThat(booked).hasSize(16)
            .last()
            .satisfies(amount -> assertThat(amount).isEqualByComparingTo("8.416666667"));
        assertThat(booked.get(14)).isEqualByComparingTo("4.170833333");
    }

    @Test
    void aStandbyDeviceThatIsSwitchedOnIsNoFault() {
        // Given: one watt
        for (int i = 0; i < 15; i++) {
            sample("0.001", minutes(i));
        }

        // When
        sample("9", minutes(15));

        // Then
        assertThat(said).doesNotContain("review");
        assertThat(booked).hasSize(15);
    }

    @Test
    void aGapIsForgottenWithWhatWasMeasuredAroundIt() {
        // Given: an hour that nothing is known of
        sample("1", minutes(0));
        sample("1", minutes(60));
        assertThat(power.gaps()).hasSize(1);

        // When: samples go on, without a gap that is new, until five weeks have passed
        Instant end = NOON.plus(minutes(60)).plus(History.KEPT);
        power = new PowerState(end.minusSeconds(60), BigDecimal.ONE, power.gaps(), power.rates(), null, null);
        sample("1", Duration.between(NOON, end));

        // Then: a sample from then is older than all that is known
        assertThat(power.gaps()).isEmpty();
        sample("1", minutes(30));
        assertThat(said).endsWith("power_older");
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
