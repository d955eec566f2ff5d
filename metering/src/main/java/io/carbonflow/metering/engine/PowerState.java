package io.carbonflow.metering.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a meter that tells its power.
 *
 * @param at    of the latest sample
 * @param kw    the latest sample
 * @param gaps  not measured, oldest first, of the latest {@link History#KEPT}
 * @param rates the highest samples, whatever their sign, by which later ones are judged
 */
public record PowerState(Instant at, BigDecimal kw, List<Gap> gaps, Rates rates) {

    public PowerState {
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
        rates = rates == null ? Rates.NONE : rates;
    }
}
