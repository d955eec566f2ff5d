package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How good a result is.
 *
 * @param score 1.0 (best) to 5.0, one decimal; null where it was not scored
 * @param pcaf  PCAF's data quality score, 1 (best) to 5; null where it was not scored
 */
public record Quality(BigDecimal score, Integer pcaf) {

    /** Of entries that were booked before results were scored. */
    public static final Quality UNSCORED = new Quality(null, null);

    public Quality {
        score = score == null ? null : score.setScale(1, RoundingMode.UNNECESSARY);
    }
}
