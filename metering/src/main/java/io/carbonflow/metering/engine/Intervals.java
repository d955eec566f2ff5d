package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.metering.engine.Findings.Flow;
import io.carbonflow.metering.engine.Findings.Notice;

/** A meter whose every value is the energy of the interval that ends at its time. */
public final class Intervals {

    private Intervals() {}

    /** Takes in a value; see {@link Counter#read}. */
    public static IntervalState read(IntervalState before, Instant at, BigDecimal amount, MeterRules rules,
            Manner manner, History history, Instant receivedAt, Findings findings) {
        if (manner.isRetained() && (manner.isArrival() || before != null && !at.isAfter(before.last()))) {
            findings.context("interval_retained");
            return before;
        }
        if (isWild(before, at, amount, rules, manner)) {
            String detail = "an interval of " + amount.toPlainString() + " is more than the registered maximum of "
                    + rules.rateMax().toPlainString() + " per hour allows";
            findings.review(detail);
            findings.notice(new Notice("implausible", at, at, detail, Map.of("amount", amount.toPlainString())));
            return before;
        }
        Instant from = begin(before, at, rules);
        findings.flow(new Flow(amount, from, at, null, null, null));
        return seen(before, at, amount, rules, history, receivedAt, findings);
    }

    /** The same for a value that another way in has booked: only what is missing around it matters. */
    public static IntervalState seen(IntervalState before, Instant at, BigDecimal amount, MeterRules rules,
            History history, Instant receivedAt, Findings findings) {
        Instant from = begin(before, at, rules);
        var gaps = new Gaps(history, findings, receivedAt);
        IntervalState next = next(before, at, rules, gaps);
        if (!from.equals(at)) {
            history.keep(new History.Interval(from, at, amount));
        }
        return next;
    }

    private static IntervalState next(IntervalState before, Instant at, MeterRules rules, Gaps gaps) {
        if (before == null) {
            return new IntervalState(at, at, List.of());
        }
        if (!at.isAfter(before.last())) {
            return late(before, at, rules, gaps);
        }
        var estimated = new ArrayList<Gap>(before.estimated());
        long missing = missing(before.last(), at, rules.cadence());
        if (missing > 0) {
            gaps.fill(slots(before.last(), at, rules.cadence(), missing), rules.cadence().multipliedBy(missing), null)
                .stream()
                .filter(slot -> slot.revision() != null)
                .forEach(estimated::add);
        }
        return new IntervalState(before.first(), at, Gaps.bounded(estimated));
    }

    private static IntervalState late(IntervalState before, Instant at, MeterRules rules, Gaps gaps) {
        var estimated = new ArrayList<Gap>(before.estimated().size());
        Duration tolerance = rules.cadence() == null ? Duration.ZERO : rules.cadence().dividedBy(2);
        for (Gap slot : before.estimated()) {
            boolean isItsTime = Duration.between(slot.to(), at).abs().compareTo(tolerance) < 0 || slot.to().equals(at);
            if (isItsTime) {
                gaps.withdraw(slot);
            } else {
                estimated.add(slot);
            }
        }
        Instant first = at.isBefore(before.first()) ? at : before.first();
        return new IntervalState(first, before.last(), estimated);
    }

    /** How many intervals are missing between two; a beat may come up to half a cadence off its time. */
    private static long missing(Instant last, Instant at, Duration cadence) {
        if (cadence == null) {
            return 0;
        }
        long beat = cadence.toMillis();
        return (2 * Duration.between(last, at).toMillis() + beat) / (2 * beat) - 1;
    }

    private static List<Gap> slots(Instant last, Instant at, Duration cadence, long count) {
        Instant end = at.minus(cadence);
        if (cadence.multipliedBy(count).compareTo(Gap.ESTIMATED_BELOW) >= 0) {
            return List.of(new Gap(last, null, end, null, null));
        }
        var slots = new ArrayList<Gap>((int) count);
        Instant from = last;
        for (long slot = 1; slot <= count; slot++) {
            Instant to = slot == count ? end : from.plus(cadence);
            slots.add(new Gap(from, null, to, null, null));
            from = to;
        }
        return slots;
    }

    private static Instant begin(IntervalState before, Instant at, MeterRules rules) {
        if (rules.cadence() != null) {
            return at.minus(rules.cadence());
        }
        return before != null && before.last().isBefore(at) ? before.last() : at;
    }

    private static boolean isWild(IntervalState before, Instant at, BigDecimal amount, MeterRules rules,
            Manner manner) {
        Instant from = begin(before, at, rules);
        return !manner.isReviewed() && rules.rateMax() != null && from.isBefore(at)
                && Rates.of(amount, Duration.between(from, at)).compareTo(rules.rateMax()) > 0;
    }
}
