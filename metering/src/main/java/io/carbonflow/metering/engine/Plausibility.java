package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much may have flowed through a counter: by what is registered, else by how fast it has been moving.
 *
 * @param at when the stand is of that is judged; the 24 hours before it count
 */
record Plausibility(MeterRules rules, Rates rates, Instant at) {

    private static final BigDecimal WILD_FACTOR = new BigDecimal("100");
    /** Below this a standby device that is switched on would look wild: a household's supply. */
    private static final BigDecimal WILD_RATE_MIN = BigDecimal.TEN;
    private static final int WILD_INTERVALS_MIN = 12;
    private static final BigDecimal RESET_FACTOR = BigDecimal.TEN;
    private static final BigDecimal RETURN_FACTOR = BigDecimal.valueOf(2);

    /** More than can have flowed in this time. */
    boolean isWild(BigDecimal flowed, Instant from, Instant to) {
        BigDecimal rate = Rates.of(flowed, Duration.between(from, to));
        if (rules.rateMax() != null) {
            return rate.compareTo(rules.rateMax()) > 0;
        }
        return rates.intervalsBefore(to) >= WILD_INTERVALS_MIN && rate.compareTo(WILD_RATE_MIN) > 0
                && highest().map(most -> rate.compareTo(most.multiply(WILD_FACTOR)) > 0).orElse(false);
    }

    /** Whether so much can have been used since a counter fell; no where nothing is known of it. */
    boolean isUsable(BigDecimal flowed, Instant since) {
        BigDecimal rate = Rates.of(flowed, Duration.between(since, at));
        return rules.rateMax() != null ? rate.compareTo(rules.rateMax()) <= 0
                : highest().map(most -> rate.compareTo(most.multiply(RESET_FACTOR)) <= 0).orElse(false);
    }

    /** Whether it would have moved faster than it ever does; yes where nothing is known of it. */
    boolean isUnusual(BigDecimal flowed, Instant since) {
        BigDecimal rate = Rates.of(flowed, Duration.between(since, at));
        return highest().map(most -> rate.compareTo(most.multiply(RETURN_FACTOR)) > 0).orElse(true);
    }

    boolean isAnythingKnown() {
        return rules.rateMax() != null || highest().isPresent();
    }

    /** What a rate is held against, as the end of a sentence. */
    String limitInWords() {
        return rules.rateMax() == null
                ? "the highest of the 24 hours before is " + Counter.text(highest().orElse(BigDecimal.ZERO))
                : "the registered maximum is " + Counter.text(rules.rateMax());
    }

    private Optional<BigDecimal> highest() {
        return rates.highestBefore(at);
    }
}
