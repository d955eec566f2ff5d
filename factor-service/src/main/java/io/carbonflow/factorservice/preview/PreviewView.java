package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.factorservice.regression.RegressionReport;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an edition would change in what a tenant has booked. Masses are kg CO2e, each group in the GWP set it was booked in.
 *
 * @param edition        the edition
 * @param from           start of the period, inclusive
 * @param to             end of the period, exclusive
 * @param basis          how the amounts were worked out
 * @param totals         of everything that was calculated anew
 * @param byActivity     the same by activity, largest change first
 * @param byCountry      the same by country, largest change first
 * @param carried        figures that came with the event; left as they are
 * @param notCalculated  what could not be calculated anew and why, largest first
 * @param regression     what the edition does to the reference portfolio
 */
@RegisterForReflection
public record PreviewView(String edition, Instant from, Instant to, String basis, Delta totals,
        List<Delta> byActivity, List<Delta> byCountry, Left carried, List<Left> notCalculated,
        RegressionReport regression) {

    /**
     * An amount before and after.
     *
     * @param name         the activity or country; unknown where there is none; absent for the total
     * @param entries      how many entries are in it
     * @param bookedKgCo2e as booked
     * @param currentKgCo2e under the library in force
     * @param draftKgCo2e  with the edition
     * @param deltaKgCo2e  with the edition less under the library in force
     * @param percent      of the amount under the library in force; absent where that is zero
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Delta(String name, long entries, BigDecimal bookedKgCo2e, BigDecimal currentKgCo2e,
            BigDecimal draftKgCo2e, BigDecimal deltaKgCo2e, BigDecimal percent) {}

    /**
     * An amount that is left as it is.
     *
     * @param activity     absent for the sum
     * @param country      absent where not known
     * @param unit         as booked; absent for the sum
     * @param entries      how many entries are in it
     * @param bookedKgCo2e as booked
     * @param reason       why it is left
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Left(String activity, String country, String unit, long entries, BigDecimal bookedKgCo2e,
            String reason) {}
}
