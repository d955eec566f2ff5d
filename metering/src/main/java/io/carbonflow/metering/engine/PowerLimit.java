package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.carbonflow.metering.engine.PowerState.Proven;

/** What power a meter is believed, by what it has measured. */
final class PowerLimit {

    private static final BigDecimal WILD_FACTOR = BigDecimal.valueOf(20);
    /** Below this a standby device that is switched on would look wild: a household's supply. */
    private static final BigDecimal WILD_KW_MIN = BigDecimal.TEN;
    private static final int SAMPLES_MIN = 12;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /** Watts taken for kilowatts are so many times too many. */
    private static final int THOUSAND_DIGITS = 3;
    private static final Duration PROVEN_FOR = History.KEPT;

    private final PowerState before;
    private final MeterRules rules;

    /** @param before null at first */
    PowerLimit(PowerState before, MeterRules rules) {
        this.before = before;
        this.rules = rules;
    }

    /** Why this cannot be, as a sentence; null where it can. */
    String implausible(Instant at, BigDecimal kw) {
        if (rules.rateMax() != null) {
            return kw.abs().compareTo(rules.rateMax()) <= 0 ? null
                    : "the power is " + kw.toPlainString() + " kW, the registered maximum is "
                            + rules.rateMax().toPlainString() + " kW";
        }
        boolean isJudged = before != null && before.rates().intervalsBefore(before.at()) >= SAMPLES_MIN
                && kw.abs().compareTo(WILD_KW_MIN) > 0 && !isProven(at, kw);
        // By the day before the latest sample that was believed: a fault that lasts does not become the measure.
        return !isJudged ? null
                : highest().filter(most -> kw.abs().compareTo(most.multiply(WILD_FACTOR)) > 0)
                    .map(most -> "the power is " + kw.toPlainString() + " kW, more than " + WILD_FACTOR
                            + " times the highest of the 24 hours before, " + Counter.text(most) + " kW; "
                            + (isThousandfold(kw)
                                    ? "as watts it would go with what was measured before, so it waits for a person"
                                    : "if it stays there it will be believed"))
                    .orElse(null);
    }

    /** Whether such samples may prove themselves by going on. */
    boolean canProveItself(Instant at, BigDecimal kw) {
        return rules.rateMax() == null && before != null && at.isAfter(before.at()) && !isThousandfold(kw);
    }

    /** What is proven after this sample, which is believed. */
    Proven proven(Instant at, BigDecimal kw, boolean wasImplausible) {
        if (wasImplausible && rules.rateMax() == null) {
            return new Proven(kw.abs(), at);
        }
        Proven known = before.proven();
        boolean isSeenAgain = known != null && at.isAfter(known.at())
                && kw.abs().multiply(TWO).compareTo(known.kw()) >= 0;
        return isSeenAgain ? new Proven(known.kw(), at) : known;
    }

    private boolean isProven(Instant at, BigDecimal kw) {
        Proven known = before.proven();
        return known != null && kw.abs().compareTo(known.kw().multiply(TWO)) <= 0
                && !at.isAfter(known.at().plus(PROVEN_FOR));
    }

    private Optional<BigDecimal> highest() {
        return before.rates().highestBefore(before.at());
    }

    /** Whether a thousandth of it is between half of the least and twice the most that was measured. */
    private boolean isThousandfold(BigDecimal kw) {
        BigDecimal thousandth = kw.abs().movePointLeft(THOUSAND_DIGITS);
        BigDecimal last = before.kw().abs();
        return highest().filter(most -> {
            BigDecimal quiet = before.rates().quietestBefore(before.at()).orElse(most);
            BigDecimal least = last.signum() == 0 ? quiet : quiet.min(last);
            return thousandth.multiply(TWO).compareTo(least) >= 0 && thousandth.compareTo(most.multiply(TWO)) <= 0;
        }).isPresent();
    }
}
