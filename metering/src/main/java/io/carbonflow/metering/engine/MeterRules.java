package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What is agreed about one meter.
 *
 * @param rateMax    the most that can flow, in units per hour (of electricity: kW); null where nobody said
 * @param counterMax where the counter begins at zero again; null where it does not
 * @param cadence    how often it reports; null where nobody said
 */
public record MeterRules(BigDecimal rateMax, BigDecimal counterMax, Duration cadence) {

    public static final MeterRules NONE = new MeterRules(null, null, null);

    private static final Duration SPACING_WITHOUT_CADENCE = Duration.ofMinutes(5);

    /** Two samples further apart than this have a gap between them. */
    Duration spacingMax() {
        return cadence == null ? SPACING_WITHOUT_CADENCE : cadence.multipliedBy(2);
    }
}
