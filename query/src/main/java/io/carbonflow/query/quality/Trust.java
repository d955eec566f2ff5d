package io.carbonflow.query.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.carbonflow.accounting.quantity.ExactDecimal;

/** Trust as it stands in a record: 0.00 to 1.00. */
final class Trust {

    private static final int SCALE = 2;

    private Trust() {}

    /** What is no number is no trust. */
    static BigDecimal of(String text) {
        return ExactDecimal.parse(text)
            .orElse(BigDecimal.ZERO)
            .max(BigDecimal.ZERO)
            .min(BigDecimal.ONE)
            .setScale(SCALE, RoundingMode.HALF_EVEN);
    }
}
