package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.metering.engine.Findings.Flow;
import io.carbonflow.metering.engine.Findings.Notice;

/** From samples of power to energy, by trapezoids. What is fed back is kept apart and never subtracted. */
public final class Power {

    /** Decimals of an integrated energy in kWh; half-even. */
    public static final int SCALE = 9;

    private static final BigDecimal TWO_HOURS_MICROS = BigDecimal.valueOf(2 * 3_600_000_000L);

    /** Watts taken for kilowatts are a thousand times too many. */
    private static final BigDecimal WILD_FACTOR = BigDecimal.valueOf(20);
    /** Below this a standby device that is switched on would look wild: a household's supply. */
    private static final BigDecimal WILD_KW_MIN = BigDecimal.TEN;
    private static final int SAMPLES_MIN = 12;

    private final MeterRules rules;
    private final History history;
    private final Findings findings;
    private final Gaps gaps;

    private Power(MeterRules rules, History history, Findings findings, Instant receivedAt) {
        this.rules = rules;
        this.history = history;
        this.findings = findings;
        gaps = new Gaps(history, findings, receivedAt);
    }

    /** Takes in a sample; see {@link Counter#read}. */
    public static PowerState read(PowerState before, Instant at, BigDecimal kw, MeterRules rules, Manner manner,
            History history, Instant receivedAt, Findings findings) {
        if (manner.isRetained() && (manner.isArrival() || before != null && !at.isAfter(before.at()))) {
            findings.context("power_retained");
            return before;
        }
        String implausible = manner.isReviewed() ? null : implausible(before, kw, rules);
        if (implausible != null) {
            findings.review(implausible);
            Instant from = before == null ? at : before.at(); // all that come until one is believed are one case
            findings.notice(new Notice("implausible", from, at, implausible, Map.of("power_kw", kw.toPlainString())));
            return before;
        }
        if (before == null) {
            findings.context("power_first_sample");
            return new PowerState(at, kw, List.of(), rates(Rates.NONE, at, kw));
        }
        return new Power(rules, history, findings, receivedAt).read(before, at, kw);
    }

    private PowerState read(PowerState before, Instant at, BigDecimal kw) {
        if (!at.isAfter(before.at())) {
            return late(before, at, kw);
        }
        var next = new ArrayList<Gap>(before.gaps());
        next.addAll(between(before.at(), before.kw(), at, kw, null));
        settle();
        return new PowerState(at, kw, Gaps.open(next, at), rates(before.rates(), at, kw));
    }

    /** Why this cannot be, as a sentence; null where it can. */
    private static String implausible(PowerState before, BigDecimal kw, MeterRules rules) {
        if (rules.rateMax() != null) {
            return kw.abs().compareTo(rules.rateMax()) <= 0 ? null
                    : "the power is " + kw.toPlainString() + " kW, the registered maximum is "
                            + rules.rateMax().toPlainString() + " kW";
        }
        boolean isJudged = before != null && before.rates().intervalsBefore(before.at()) >= SAMPLES_MIN
                && kw.abs().compareTo(WILD_KW_MIN) > 0;
        // By the day before the latest sample that was believed: a fault that lasts does not become the measure.
        return !isJudged ? null
                : before.rates()
                    .highestBefore(before.at())
                    .filter(most -> kw.abs().compareTo(most.multiply(WILD_FACTOR)) > 0)
                    .map(most -> "the power is " + kw.toPlainString() + " kW, more than " + WILD_FACTOR
                            + " times the highest of the 24 hours before, " + Counter.text(most) + " kW")
                    .orElse(null);
    }

    private static Rates rates(Rates before, Instant at, BigDecimal kw) {
        return kw.signum() == 0 ? before : before.seen(kw.abs(), at);
    }

    /** A sample from before the latest one counts where nothing was measured; elsewhere its time is booked already. */
    private PowerState late(PowerState state, Instant at, BigDecimal kw) {
        var next = new ArrayList<Gap>(state.gaps().size() + 1);
        boolean isNews = false;
        for (Gap gap : state.gaps()) {
            if (gap.contains(at)) {
                isNews = true;
                Long later = gaps.withdraw(gap);
                next.addAll(between(gap.from(), gap.fromKw(), at, kw, later));
                next.addAll(between(at, kw, gap.to(), gap.toKw(), later));
            } else {
                next.add(gap);
            }
        }
        if (!isNews) {
            findings.context("power_older");
            return state;
        }
        settle();
        return new PowerState(state.at(), state.kw(), Gaps.open(next, state.at()), rates(state.rates(), at, kw));
    }

    /** Books the time between two samples, or says what gap it is. */
    private List<Gap> between(Instant from, BigDecimal fromKw, Instant to, BigDecimal toKw, Long revision) {
        Duration time = Duration.between(from, to);
        if (time.compareTo(rules.spacingMax()) > 0) {
            return gaps.fill(List.of(new Gap(from, fromKw, to, toKw, null)), time, revision);
        }
        BigDecimal drawn = drawn(fromKw, toKw, time);
        history.keep(new History.Interval(from, to, drawn));
        if (drawn.signum() > 0) {
            findings.flow(new Flow(drawn, from, to, null, null, null));
        } else {
            findings.context(fromKw.signum() < 0 || toKw.signum() < 0 ? "export" : "no_consumption");
        }
        return List.of();
    }

    private void settle() {
        if (findings.flows().isEmpty() && findings.contextReason() == null) {
            findings.context("power_gap");
        }
    }

    /** The area above zero under the straight line between two samples, in kWh. */
    static BigDecimal drawn(BigDecimal fromKw, BigDecimal toKw, Duration time) {
        BigDecimal micros = BigDecimal.valueOf(time.toNanos() / 1_000);
        if (fromKw.signum() >= 0 && toKw.signum() >= 0) {
            return fromKw.add(toKw).multiply(micros).divide(TWO_HOURS_MICROS, SCALE, RoundingMode.HALF_EVEN);
        }
        BigDecimal above = fromKw.max(toKw);
        if (above.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        // The line crosses zero after the share above / (above + below) of the time.
        BigDecimal span = fromKw.abs().add(toKw.abs());
        return above.multiply(above)
            .multiply(micros)
            .divide(span.multiply(TWO_HOURS_MICROS), SCALE, RoundingMode.HALF_EVEN);
    }
}
