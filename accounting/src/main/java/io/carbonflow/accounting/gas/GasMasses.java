package io.carbonflow.accounting.gas;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Kilograms of the gases themselves, not of CO2e. Null where a mass is not known, which is not zero.
 *
 * @param co2 fossil CO2, kg
 * @param ch4 methane, kg
 * @param methaneOrigin where the methane came from
 * @param n2o nitrous oxide, kg
 * @param biogenicCo2 CO2 from biomass, kg; reported outside the scopes and never part of CO2e
 * @param other every other greenhouse gas; where there is one, the masses are all there are
 */
public record GasMasses(BigDecimal co2, BigDecimal ch4, MethaneOrigin methaneOrigin, BigDecimal n2o,
        BigDecimal biogenicCo2, OtherGases other) {

    /** Nothing is known about the gases. */
    public static final GasMasses UNKNOWN = new GasMasses(null, null, MethaneOrigin.MIXED, null, null);

    public GasMasses {
        requireNonNull(methaneOrigin, "methaneOrigin is null");
        requireNonNull(other, "other is null");
    }

    /** Masses without other gases. */
    public GasMasses(BigDecimal co2, BigDecimal ch4, MethaneOrigin methaneOrigin, BigDecimal n2o,
            BigDecimal biogenicCo2) {
        this(co2, ch4, methaneOrigin, n2o, biogenicCo2, OtherGases.NONE);
    }

    /** Nothing but other gases, such as what leaks from a cooling circuit. */
    public static GasMasses of(OtherGases other) {
        return new GasMasses(null, null, MethaneOrigin.MIXED, null, null, other);
    }

    /** Whether at least one gas that counts as CO2e is known. */
    public boolean anyKnown() {
        return co2 != null || ch4 != null || n2o != null || !other.isEmpty();
    }

    /** Whether the masses are complete: CO2, CH4 and N2O are all known, or other gases say what there is. */
    public boolean allKnown() {
        return co2 != null && ch4 != null && n2o != null || !other.isEmpty();
    }

    /** The masses of {@code amount} units, where these are the masses of one. */
    public GasMasses times(BigDecimal amount) {
        return new GasMasses(times(co2, amount), times(ch4, amount), methaneOrigin, times(n2o, amount),
                times(biogenicCo2, amount), other.times(amount));
    }

    /** The masses rounded half-even to so many decimals. */
    public GasMasses rounded(int decimals) {
        return new GasMasses(rounded(co2, decimals), rounded(ch4, decimals), methaneOrigin, rounded(n2o, decimals),
                rounded(biogenicCo2, decimals), other.rounded(decimals));
    }

    private static BigDecimal times(BigDecimal mass, BigDecimal amount) {
        return mass == null ? null : mass.multiply(amount);
    }

    private static BigDecimal rounded(BigDecimal mass, int decimals) {
        return mass == null ? null : mass.setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
