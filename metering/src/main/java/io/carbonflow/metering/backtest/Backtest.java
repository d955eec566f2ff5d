package io.carbonflow.metering.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.metering.engine.Basis;
import io.carbonflow.metering.engine.Gap;
import io.carbonflow.metering.engine.History.Interval;

/**
 * Hides known intervals, estimates them by the rule for gaps, and compares. Which are hidden depends on nothing but their
 * place: every tenth run, of 1 to 14 minutes by turns, as long as an hour of the day before is known.
 */
final class Backtest {

    private static final int EVERY = 10;
    private static final int MINUTES_MAX = 14;

    private final List<Interval> known;
    private final List<BigDecimal> amountUpTo = new ArrayList<>();
    private final List<Duration> timeUpTo = new ArrayList<>();

    private Backtest(List<Interval> known) {
        this.known = known;
        BigDecimal amount = BigDecimal.ZERO;
        Duration time = Duration.ZERO;
        amountUpTo.add(amount);
        timeUpTo.add(time);
        for (Interval interval : known) {
            amount = amount.add(interval.amount());
            time = time.plus(length(interval));
            amountUpTo.add(amount);
            timeUpTo.add(time);
        }
    }

    /** @param known of one meter, in the order of their begin, none overlapping another */
    static Score of(List<Interval> known) {
        return new Backtest(known).run();
    }

    private Score run() {
        Score score = Score.NONE;
        int window = 0;
        int turn = 0;
        for (int begin = 1; begin < known.size(); begin += EVERY) {
            Duration wanted = Duration.ofMinutes(1 + turn++ % MINUTES_MAX);
            int end = end(begin, wanted);
            Instant gap = known.get(begin).from();
            while (known.get(window).from().isBefore(gap.minus(Basis.WINDOW))) {
                window++;
            }
            Basis basis = basis(window, begin, gap);
            Duration hidden = timeUpTo.get(end).minus(timeUpTo.get(begin));
            boolean isGap = end > begin && hidden.compareTo(Gap.ESTIMATED_BELOW) < 0 && basis.isEnough();
            if (isGap) {
                BigDecimal actual = amountUpTo.get(end).subtract(amountUpTo.get(begin));
                score = score.plus(actual, basis.over(hidden), lastRate(begin, hidden));
            }
        }
        return score;
    }

    /** As many whole intervals as lie in the time wanted, at least one. */
    private int end(int begin, Duration wanted) {
        int end = begin + 1;
        while (end < known.size() && timeUpTo.get(end + 1).minus(timeUpTo.get(begin)).compareTo(wanted) <= 0) {
            end++;
        }
        return end;
    }

    private Basis basis(int from, int to, Instant gap) {
        return new Basis(amountUpTo.get(to).subtract(amountUpTo.get(from)),
                timeUpTo.get(to).minus(timeUpTo.get(from)), to - from, gap.minus(Basis.WINDOW), gap);
    }

    /** What would have flowed at the rate of the interval right before: the naive way. */
    private BigDecimal lastRate(int begin, Duration hidden) {
        Interval last = known.get(begin - 1);
        return last.amount()
            .multiply(BigDecimal.valueOf(hidden.toMillis()))
            .divide(BigDecimal.valueOf(Math.max(1, length(last).toMillis())), Basis.SCALE, RoundingMode.HALF_EVEN);
    }

    private static Duration length(Interval interval) {
        return Duration.between(interval.from(), interval.to());
    }
}
