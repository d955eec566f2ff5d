package io.carbonflow.accounting.gas;

import java.math.BigDecimal;
import java.util.Optional;

/** One IPCC report's global warming potentials over 100 years, in kg CO2e per kg of the gas. */
public enum GwpSet {
    AR4,
    AR5,
    AR6;

    private static final GwpTable TABLE = GwpTable.load();

    /** The set of this name, in any case: AR4, AR5 or AR6. */
    public static Optional<GwpSet> find(String name) {
        for (GwpSet set : values()) {
            if (set.name().equalsIgnoreCase(name)) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    public BigDecimal methane(MethaneOrigin origin) {
        return TABLE.methane().get(this).get(origin);
    }

    public BigDecimal nitrousOxide() {
        return TABLE.nitrousOxide().get(this);
    }

    /** CO2e of the gases under this set, exact; a gas that is not known counts nothing. Biogenic CO2 is never in it. */
    public BigDecimal co2eOf(GasMasses gases) {
        BigDecimal sum = gases.co2() == null ? BigDecimal.ZERO : gases.co2();
        if (gases.ch4() != null) {
            sum = sum.add(gases.ch4().multiply(methane(gases.methaneOrigin())));
        }
        if (gases.n2o() != null) {
            sum = sum.add(gases.n2o().multiply(nitrousOxide()));
        }
        return sum;
    }

    /**
     * CO2e per unit under this set, exact: a published figure under the set it was published in, else worked out from
     * the gases where all three are known, else the published figure as it is.
     *
     * @param published CO2e per unit; null where only gases are known
     * @param publishedUnder the set behind {@code published}; null where not stated
     * @param gases kg of each gas per unit
     */
    public BigDecimal co2ePerUnit(BigDecimal published, GwpSet publishedUnder, GasMasses gases) {
        return published != null && (this == publishedUnder || !gases.allKnown()) ? published : co2eOf(gases);
    }
}
