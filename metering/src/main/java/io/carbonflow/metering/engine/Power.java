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
import io.carbonflow.metering.engine.PowerState.Proven;

/** From samples of power to energy, by trapezoids. What is fed back is kept apart and never subtracted. */
public final class Power {

    /** Decimals of an integrated energy in kWh; half-even. */
    public static final int SCALE = 9;

    private static final BigDecimal TWO_HOURS_MICROS = BigDecimal.valueOf(2 * 3_600_000_000L);

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
        var limit = new PowerLimit(before, rules);
        String implausible = limit.implausible(at, kw);
        var power = new Power(rules, history, findings, receivedAt);
        if (implausible != null && !manner.isReviewed()) {
            return power.wild(before, at, kw, limit, implausible);
        }
        if (before == null) {
            findings.context("power_first_sample");
            return new PowerState(at, kw, List.of(), rates(Rates.NONE, at, kw), null, null);
        }
        return power.read(before, at, kw, limit.proven(at, kw, implausible != null));
    }

    private PowerState read(PowerState before, Instant at, BigDecimal kw, Proven proven) {
        if (!at.isAfter(before.at())) {
            return late(before, at, kw, proven);
        }
        var next = new ArrayList<Gap>(before.gaps());
        next.addAll(between(before.at(), before.kw(), at, kw, null));
        settle();
        return new PowerState(at, kw, Gaps.open(next, at), rates(before.rates(), at, kw), null, proven);
    }

    /** Held, until a run of them says that the meter really is there; then all of the run counts as if it never was held. */
    private PowerState wild(PowerState before, Instant at, BigDecimal kw, PowerLimit limit, String detail) {
        PowerRun run = limit.canProveItself(at, kw) ? PowerRun.of(before.run(), at, kw, rules.spacingMax()) : null;
        if (run != null && run.isSustained()) {
            var next = new ArrayList<Gap>(before.gaps());
            next.addAll(between(before.at(), before.kw(), run.from(), run.fromKw(), null));
            book(run.from(), run.at(), run.drawn(), kw.signum() < 0);
            settle();
            return new PowerState(run.at(), run.kw(), Gaps.open(next, run.at()),
                    rates(before.rates(), run.at(), run.high()), null, limit.proven(run.at(), run.high(), true));
        }
        findings.review(detail);
        Instant from = before == null ? at : before.at(); // all that come until one is believed are one case
        findings.notice(new Notice("implausible", from, at, detail, Map.of("power_kw", kw.toPlainString())));
        return before == null || !at.isAfter(before.at()) || run == before.run() ? before : before.with(run);
    }

    private static Rates rates(Rates before, Instant at, BigDecimal kw) {
        return kw.signum() == 0 ? before : before.seen(kw.abs(), at);
    }

    /** A sample from before the latest one counts where nothing was measured; elsewhere its time is booked already. */
    private PowerState late(PowerState state, Instant at, BigDecimal kw, Proven proven) {
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
        return new PowerState(state.at(), state.kw(), Gaps.open(next, state.at()), rates(state.rates(), at, kw),
                state.run(),
                proven);
    }

    /** Books the time between two samples, or says what gap it is. */
    private List<Gap> between(Instant from, BigDecimal fromKw, Instant to, BigDecimal toKw, Long revision) {
        Duration time = Duration.between(from, to);
        if (time.compareTo(rules.spacingMax()) > 0) {
            return gaps.fill(List.of(new Gap(from, fromKw, to, toKw, null)), time, revision);
        }
        BigDecimal drawn = drawn(fromKw, toKw, time);
        book(from, to, drawn, fromKw.signum() < 0 || toKw.signum() < 0);
        return List.of();
    }

    private void book(Instant from, Instant to, BigDecimal drawn, boolean isExport) {
        history.keep(new History.Interval(from, to, drawn));
        if (drawn.signum() > 0) {
            findings.flow(new Flow(drawn, from, to, null, null, null));
        } else {
            findings.context(isExport ? "export" : "no_consumption");
        }
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
