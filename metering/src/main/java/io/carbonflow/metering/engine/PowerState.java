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
 * @param run   the latest samples, where they are held; null where the latest is believed
 * @param proven what was held once and was believed in the end; null where nothing was
 */
public record PowerState(Instant at, BigDecimal kw, List<Gap> gaps, Rates rates, PowerRun run, Proven proven) {

    public PowerState {
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
        rates = rates == null ? Rates.NONE : rates;
    }

    /**
     * A level that the meter really has.
     *
     * @param kw its size, whatever the sign
     * @param at when it was last seen
     */
    public record Proven(BigDecimal kw, Instant at) {}

    PowerState with(PowerRun next) {
        return new PowerState(at, kw, gaps, rates, next, proven);
    }
}
