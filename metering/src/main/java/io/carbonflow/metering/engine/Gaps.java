package io.carbonflow.metering.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.metering.engine.Findings.Estimate;
import io.carbonflow.metering.engine.Findings.Notice;
import io.carbonflow.metering.engine.Findings.Withdrawal;

/** Estimates what is missing, or says that it is, and takes an estimate back when the real reading comes. */
final class Gaps {

    private final History history;
    private final Findings findings;
    private final Instant receivedAt;

    Gaps(History history, Findings findings, Instant receivedAt) {
        this.history = history;
        this.findings = findings;
        this.receivedAt = receivedAt;
    }

    /**
     * Fills a gap of one or several slots that belong together.
     *
     * @param missing how long nothing was heard, all slots together
     * @param before  revision of an estimate the new one must come after; null where there was none
     * @return the slots with what stands for them
     */
    List<Gap> fill(List<Gap> slots, Duration missing, Long before) {
        Instant begin = slots.get(0).from();
        Instant end = slots.get(slots.size() - 1).to();
        if (missing.compareTo(Gap.ESTIMATED_BELOW) >= 0) {
            report(begin, end, missing, "15 minutes and more are not estimated; nothing was booked for them",
                    Map.of());
            return slots;
        }
        Basis basis = history.before(begin);
        if (!basis.isEnough()) {
            report(begin, end, missing, "there is no hour of readings before it to estimate from; nothing was booked",
                    Map.of("covered_minutes", Long.toString(basis.covered().toMinutes())));
            return slots;
        }
        long revision = revisionAfter(before);
        var filled = new ArrayList<Gap>(slots.size());
        for (Gap slot : slots) {
            findings.estimate(new Estimate(basis.over(slot.length()), slot.from(), slot.to(), basis, revision));
            filled.add(new Gap(slot.from(), slot.fromKw(), slot.to(), slot.toKw(), revision));
        }
        return filled;
    }

    /** Takes back what stands for the gap, if anything does; the revision a new estimate must come after, or null. */
    Long withdraw(Gap gap) {
        if (gap.revision() == null) {
            return null;
        }
        long revision = revisionAfter(gap.revision());
        findings.withdraw(new Withdrawal(gap.from(), gap.to(), revision));
        return revision;
    }

    /** Our clock in milliseconds, and in any case later than what it replaces. */
    private long revisionAfter(Long before) {
        long present = receivedAt.toEpochMilli();
        return before == null ? present : Math.max(present, before + 1);
    }

    private void report(Instant from, Instant to, Duration missing, String why, Map<String, String> evidence) {
        findings.notice(new Notice("gap", from, to, "nothing was heard for " + words(missing) + "; " + why, evidence));
    }

    private static String words(Duration missing) {
        return missing.toSeconds() % 60 == 0 ? missing.toMinutes() + " minutes" : missing.toSeconds() + " seconds";
    }

    /** Those that a late sample may still fill. What stands for an older one stands for good. */
    static List<Gap> open(List<Gap> gaps, Instant latest) {
        Instant earliest = latest.minus(History.KEPT);
        return bounded(gaps.stream().filter(gap -> gap.to().isAfter(earliest)).toList());
    }

    static List<Gap> bounded(List<Gap> gaps) {
        return gaps.size() > Gap.KEPT_MAX ? gaps.subList(gaps.size() - Gap.KEPT_MAX, gaps.size()) : gaps;
    }
}
