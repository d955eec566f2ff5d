package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.metering.engine.CounterState.Jump;
import io.carbonflow.metering.engine.Findings.Flow;
import io.carbonflow.metering.engine.Findings.Notice;

/** From the stands of a cumulative counter to what flowed between them. */
public final class Counter {

    static final Duration OVERTAKING_MAX = Duration.ofSeconds(60);
    static final int RECENT_KEPT = 8;

    /** A drop of up to this share of the stand is noise of the meter (215.7 to 215.6), not a reset. */
    private static final BigDecimal DIP_SHARE_MAX = new BigDecimal("0.005");
    private static final int RUN_CONFIRMED = 3;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** An old level less than this above the reset is soon reached again, so that a stand above it says nothing. */
    private static final BigDecimal RETURN_MIN = new BigDecimal("0.1");
    private static final Duration RESET_REMEMBERED = Duration.ofHours(24);
    private static final BigDecimal NEARLY_FULL = new BigDecimal("0.9");

    private final MeterRules rules;
    private final Manner manner;
    private final Findings findings;
    private final Stand now;

    private Counter(MeterRules rules, Manner manner, Findings findings, Stand now) {
        this.rules = rules;
        this.manner = manner;
        this.findings = findings;
        this.now = now;
    }

    /**
     * Takes in a stand.
     *
     * @param before null at first
     * @return what is to be remembered from now on
     */
    public static CounterState read(CounterState before, Stand now, MeterRules rules, Manner manner,
            Findings findings) {
        if (before == null) {
            findings.context("counter_first_reading");
            return CounterState.beginning(now);
        }
        return new Counter(rules, manner, findings, now).read(before);
    }

    private CounterState read(CounterState state) {
        if (manner.isReviewed() && state.jump() != null && state.jump().to().isSame(now)) {
            return believed(state, state.jump());
        }
        if (now.at().isBefore(state.last().at())) {
            return older(state);
        }
        if (now.at().equals(state.last().at())) {
            return nothing(state, "counter_repeat");
        }
        int change = now.amount().compareTo(state.last().amount());
        if (manner.isRetained() && change <= 0) {
            // What the broker kept is older than what we know, whatever the time it is stamped with.
            return nothing(state, change == 0 ? "counter_repeat" : "counter_older");
        }
        if (change == 0) {
            findings.context("counter_repeat");
            return state.movedTo(now, BigDecimal.ZERO);
        }
        return change < 0 ? lower(state) : higher(state);
    }

    private CounterState believed(CounterState state, Jump jump) {
        book(jump.to().amount().subtract(jump.from().amount()), jump.from(), jump.to(), "reviewed");
        return state.withJump(null);
    }

    /** Earlier than what is known: only what lies before the first stand adds anything. */
    private CounterState older(CounterState state) {
        Stand first = state.first();
        boolean isNews = now.at().isBefore(first.at()) && !manner.isRetained();
        BigDecimal flowed = first.amount().subtract(now.amount());
        if (!isNews || flowed.signum() < 0 || plausible(state).isWild(flowed, now.at(), first.at())) {
            return nothing(state, "counter_older");
        }
        if (flowed.signum() == 0) {
            findings.context("counter_repeat");
        } else {
            book(flowed, now, first, "before_first");
        }
        return state.withFirst(now);
    }

    private CounterState higher(CounterState state) {
        Stand last = state.last();
        BigDecimal flowed = now.amount().subtract(last.amount());
        if (isReturn(state, flowed)) {
            return returned(state);
        }
        if (!manner.isReviewed() && plausible(state).isWild(flowed, last.at(), now.at())) {
            return wild(state, flowed);
        }
        book(flowed, last, now, null);
        return state.movedTo(now, flowed);
    }

    /** Whether this is the level from before a reset again, too high to have been reached since. */
    private boolean isReturn(CounterState state, BigDecimal flowed) {
        Stand before = state.beforeReset();
        if (before == null || now.amount().compareTo(before.amount()) < 0) {
            return false;
        }
        if (state.wild().stream().anyMatch(seen -> isBetween(before, seen))) {
            return true; // and nothing lower has come since: however long it stays there, it was not used up again
        }
        return !now.at().isAfter(state.reset().at().plus(RESET_REMEMBERED)) && isOfTheOldLevel(state, before)
                && plausible(state).isUnusual(flowed, state.last().at());
    }

    private boolean isBetween(Stand before, Stand seen) {
        return seen.amount().compareTo(before.amount()) >= 0 && seen.amount().compareTo(now.amount()) <= 0;
    }

    /** Whether the old level explains this stand better than use since the reset: most of it, or all but the usual. */
    private boolean isOfTheOldLevel(CounterState state, Stand before) {
        BigDecimal beyond = now.amount().subtract(before.amount());
        return before.amount().subtract(state.reset().amount()).compareTo(RETURN_MIN) >= 0
                && (beyond.compareTo(before.amount()) <= 0 || !plausible(state).isUnusual(beyond, before.at()));
    }

    /** Exactly the old stand is one sent again; a higher one says that the counter never began anew. */
    private CounterState returned(CounterState state) {
        Stand before = state.beforeReset();
        if (now.shows(before)) {
            findings.context("counter_stale");
            return state.withWild(List.of(now));
        }
        BigDecimal flowed = now.amount().subtract(before.amount()).subtract(state.sinceReset());
        if (plausible(state).isWild(now.amount().subtract(before.amount()), before.at(), now.at())) {
            return wild(state, now.amount().subtract(state.last().amount()));
        }
        if (flowed.signum() > 0) {
            book(flowed, state.last(), now, "recovered");
        } else {
            findings.context("counter_recovered");
        }
        return state.movedTo(now, flowed.max(BigDecimal.ZERO)).withoutReset();
    }

    private CounterState lower(CounterState state) {
        Stand last = state.last();
        if (manner.isArrival() && state.recent().stream().anyMatch(this::overtook)) {
            return nothing(state, "counter_older");
        }
        BigDecimal drop = last.amount().subtract(now.amount());
        if (drop.compareTo(last.amount().multiply(DIP_SHARE_MAX)) <= 0) {
            return nothing(state, "counter_dip");
        }
        Optional<BigDecimal> wrapped = wrapped(state);
        if (wrapped.isPresent()) {
            book(wrapped.get(), last, now, "wrap_around");
            return state.movedTo(now, wrapped.get()).withoutReset();
        }
        return reset(state);
    }

    private boolean overtook(Stand earlier) {
        return earlier.shows(now) && earlier.at().plus(OVERTAKING_MAX).isAfter(now.at());
    }

    private Optional<BigDecimal> wrapped(CounterState state) {
        BigDecimal full = rules.counterMax();
        BigDecimal last = state.last().amount();
        if (full == null || last.compareTo(full) > 0) {
            return Optional.empty();
        }
        BigDecimal flowed = full.subtract(last).add(now.amount());
        boolean isLikely = plausible(state).isAnythingKnown()
                ? plausible(state).isUsable(flowed, state.last().at()) && flowed.compareTo(full.multiply(HALF)) <= 0
                : last.compareTo(full.multiply(NEARLY_FULL)) >= 0;
        return isLikely ? Optional.of(flowed) : Optional.empty();
    }

    private CounterState reset(CounterState state) {
        Stand last = state.last();
        boolean isConsumption = now.amount().signum() > 0 && plausible(state).isUsable(now.amount(), last.at());
        if (isConsumption) {
            book(now.amount(), new Stand(BigDecimal.ZERO, last.at()), now, "since_reset");
        } else {
            findings.context("counter_reset");
        }
        findings.notice(new Notice("counter_reset", now.at(), now.at(),
                "the counter fell from " + text(last.amount()) + " to " + text(now.amount()) + "; "
                        + (isConsumption ? "what it shows counts as used since zero"
                                : "what it shows is the new beginning and nothing was booked"),
                evidence(last)));
        return state.resetTo(now, isConsumption ? now.amount() : BigDecimal.ZERO);
    }

    private Plausibility plausible(CounterState state) {
        return new Plausibility(rules, state.rates(), now.at());
    }

    /** Held, until three stands in a row agree that the counter really is there now. */
    private CounterState wild(CounterState state, BigDecimal flowed) {
        List<Stand> run = run(state);
        if (run.size() >= RUN_CONFIRMED) {
            Stand begin = run.get(0);
            BigDecimal since = now.amount().subtract(begin.amount());
            if (since.signum() > 0) {
                book(since, begin, now, "rebaselined");
            } else {
                findings.context("counter_rebaselined");
            }
            // The leap itself says nothing of how fast it moves, so the rates go on from the new level.
            Rates rates = state.rates().plus(since, begin.at(), now.at());
            return new CounterState(state.first(), now, null, null, null, List.of(), new Jump(state.last(), begin),
                    List.of(now), rates);
        }
        Stand last = state.last();
        BigDecimal rate = Rates.of(flowed, Duration.between(last.at(), now.at()));
        String detail = "the counter rose by " + text(flowed) + " since " + last.at() + ", on average " + text(rate)
                + " per hour; " + plausible(state).limitInWords();
        findings.review(detail);
        findings.notice(new Notice("implausible", last.at(), now.at(), detail, evidence(last)));
        return state.withWild(run);
    }

    private List<Stand> run(CounterState state) {
        var run = new ArrayList<Stand>(state.wild());
        if (!run.isEmpty()) {
            Stand latest = run.get(run.size() - 1);
            BigDecimal since = now.amount().subtract(latest.amount());
            boolean isConsistent = since.signum() >= 0 && !plausible(state).isWild(since, latest.at(), now.at());
            if (!isConsistent) {
                run.clear();
            }
        }
        run.add(now);
        return run;
    }

    private void book(BigDecimal amount, Stand from, Stand to, String note) {
        findings.flow(new Flow(amount, from.at(), to.at(), from, to, note));
    }

    private CounterState nothing(CounterState state, String reason) {
        findings.context(reason);
        return state;
    }

    private Map<String, String> evidence(Stand last) {
        return Map.of("before", text(last.amount()), "before_at", last.at().toString(), "now", text(now.amount()),
                "now_at", now.at().toString());
    }

    static String text(BigDecimal number) {
        BigDecimal shown = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return shown.toPlainString();
    }
}
