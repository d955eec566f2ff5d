package io.carbonflow.factorservice.regression;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a draft does to the reference portfolio.
 *
 * @param portfolioVersion version of the portfolio; 0 for the one that ships
 * @param basis            how the amounts were worked out
 * @param tolerancePercent by how much a line or the total may move either way
 * @param withinTolerance  whether nothing moves by more
 * @param lines            how many activities were calculated both ways
 * @param total            of these activities
 * @param beyond           the activities that move by more, largest move first
 * @param newlyCovered     the activities the draft is the first to have a factor for
 * @param notCovered       the activities without a factor, with or without the draft
 */
@RegisterForReflection
public record RegressionReport(int portfolioVersion, String basis, BigDecimal tolerancePercent,
        boolean withinTolerance, int lines, Moved total, List<Moved> beyond, List<Moved> newlyCovered,
        List<Moved> notCovered) {

    /**
     * An amount under the library in force and with the draft.
     *
     * @param activity        the activity in words; total for the sum
     * @param oldKgCo2e       under the library in force; absent where it has no factor
     * @param newKgCo2e       with the draft; absent where there is no factor
     * @param percent         the move; absent where there is none to tell
     * @param oldFactor       the factor in force
     * @param newFactor       the draft's, or the one in force still
     * @param withinTolerance whether it moves by no more than allowed
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Moved(String activity, BigDecimal oldKgCo2e, BigDecimal newKgCo2e, BigDecimal percent,
            String oldFactor, String newFactor, boolean withinTolerance) {

        /** For people: {@code …: 100 kg CO2e becomes 150, +50.00 %}. */
        public String inWords() {
            String move = percent == null ? "from nothing" : (percent.signum() > 0 ? "+" : "") + percent + " %";
            return "%s: %s kg CO2e becomes %s, %s".formatted(activity, oldKgCo2e.toPlainString(),
                    newKgCo2e == null ? "unknown" : newKgCo2e.toPlainString(), move);
        }
    }
}
