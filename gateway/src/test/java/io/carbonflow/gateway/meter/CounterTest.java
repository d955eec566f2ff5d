package io.carbonflow.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class CounterTest {

    private static final Instant NINE = Instant.parse("2025-11-03T09:00:00Z");
    private static final Instant TEN = Instant.parse("2025-11-03T10:00:00Z");

    private static Counter counter(String totalKwh, Instant at) {
        return new Counter(new BigDecimal(totalKwh), at);
    }

    private static Counter.Step step(Counter before, Counter now) {
        return Counter.step(Optional.of(before), now);
    }

    @Test
    void theFirstStandIsNoConsumption() {
        var first = counter("235.645", NINE);

        assertThat(Counter.step(Optional.empty(), first)).isEqualTo(new Counter.Step("counter_first_reading", first));
    }

    @Test
    void aHigherStandIsTheDifference() {
        var before = counter("235.645", NINE);
        var now = counter("235.700", TEN);

        assertThat(step(before, now)).isEqualTo(new Counter.Step(null, now));
        assertThat(now.consumedSince(before)).isEqualByComparingTo("0.055");
    }

    @Test
    void aDipOfATenthKeepsTheOldBaselineSoThatRecoveringBooksNothingTwice() {
        var before = counter("215.7", NINE);

        var dip = step(before, counter("215.6", TEN));

        assertThat(dip).isEqualTo(new Counter.Step("counter_dip", before));
        assertThat(step(dip.next(), counter("215.7", TEN.plusSeconds(300))).contextReason())
            .isEqualTo("counter_repeat");
    }

    @Test
    void aMeterThatLostItsCountBeginsAgainFromItsNewStand() {
        var now = counter("0.2", TEN);

        assertThat(step(counter("215.7", NINE), now)).isEqualTo(new Counter.Step("counter_reset", now));
    }

    @Test
    void aDropOfExactlyHalfAPercentIsStillADip() {
        assertThat(step(counter("200", NINE), counter("199", TEN)).contextReason()).isEqualTo("counter_dip");
        assertThat(step(counter("200", NINE), counter("198.999", TEN)).contextReason()).isEqualTo("counter_reset");
    }

    @Test
    void theSameStandLaterMovesTheBeginningOfTheNextDifference() {
        var now = counter("235.6450", TEN);

        assertThat(step(counter("235.645", NINE), now)).isEqualTo(new Counter.Step("counter_repeat", now));
    }

    @Test
    void aRetainedMessageThatComesAgainChangesNothing() {
        var before = counter("235.645", NINE);

        assertThat(step(before, before)).isEqualTo(new Counter.Step("counter_repeat", before));
    }

    @Test
    void anOlderTimeChangesNothingWhateverItsStand() {
        var before = counter("235.645", TEN);

        assertThat(step(before, counter("230", NINE))).isEqualTo(new Counter.Step("counter_older", before));
        assertThat(step(before, counter("240", NINE))).isEqualTo(new Counter.Step("counter_older", before));
    }

    @Test
    void anotherStandAtTheSameTimeChangesNothing() {
        var before = counter("235.645", NINE);

        assertThat(step(before, counter("236", NINE))).isEqualTo(new Counter.Step("counter_repeat", before));
    }

    @Test
    void aDeviceThatWasOffForAMonthAndReturnsWithTheSameTotalHasUsedNothing() {
        var before = counter("1400", NINE);
        var back = counter("1400", NINE.plusSeconds(30 * 86_400L));

        assertThat(step(before, back).isConsumption()).isFalse();
    }
}
