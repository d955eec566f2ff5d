package io.carbonflow.metering.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.metering.engine.History.Interval;

class BacktestTest {

    private static final Instant START = Instant.parse("2025-11-01T00:00:00Z");

    /** Five-minute intervals that alternate between the two amounts. */
    private static List<Interval> intervals(int count, String even, String odd) {
        var known = new ArrayList<Interval>();
        for (int i = 0; i < count; i++) {
            Instant from = START.plus(Duration.ofMinutes(5L * i));
            known.add(new Interval(from, from.plus(Duration.ofMinutes(5)),
                    new BigDecimal(i % 2 == 0 ? even : odd)));
        }
        return known;
    }

    @Test
    void aSteadyMeterIsEstimatedWithoutError() {
        // When: runs begin at 1, 11, 21, ... 91; the first two have no hour before them
        var result = Backtest.of(intervals(100, "0.1", "0.1")).view();

        // Then
        assertThat(result.hiddenRuns()).isEqualTo(8);
        assertThat(result.meanAbsoluteError()).isEqualByComparingTo("0");
        assertThat(result.bias()).isEqualByComparingTo("0");
        assertThat(result.meanAbsolutePercentageError()).isEqualByComparingTo("0");
        assertThat(result.naiveMeanAbsoluteError()).isEqualByComparingTo("0");
    }

    @Test
    void theSameHistoryGivesTheSameReport() {
        assertThat(Backtest.of(intervals(400, "0.1", "0.3"))).isEqualTo(Backtest.of(intervals(400, "0.1", "0.3")));
    }

    @Test
    void aMeterThatSwingsIsEstimatedBetterByItsAverageThanByItsLastValue() {
        var result = Backtest.of(intervals(400, "0.1", "0.3")).view();

        assertThat(result.meanAbsoluteError()).isLessThan(result.naiveMeanAbsoluteError());
    }

    @Test
    void withoutAnHourOfHistoryNothingIsJudged() {
        var result = Backtest.of(intervals(11, "0.1", "0.1")).view();

        assertThat(result.hiddenRuns()).isZero();
        assertThat(result.meanAbsoluteError()).isNull();
    }

    @Test
    void intervalsOfAQuarterOfAnHourAreNeverEstimatedAndSoNotJudged() {
        var known = new ArrayList<Interval>();
        for (int i = 0; i < 200; i++) {
            Instant from = START.plus(Duration.ofMinutes(15L * i));
            known.add(new Interval(from, from.plus(Duration.ofMinutes(15)), BigDecimal.ONE));
        }

        assertThat(Backtest.of(known).view().hiddenRuns()).isZero();
    }
}
