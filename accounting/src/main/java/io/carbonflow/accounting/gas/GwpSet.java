package io.carbonflow.accounting.gas;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * One IPCC report's global warming potentials over 100 years, in kg CO2e per kg of the gas. AR5 is the table without
 * climate-carbon feedback, which is the one inventories use.
 */
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

    /** A gas's one spelling, for example {@code HFC-134a} for {@code hfc134a}; empty where no report has it. */
    public static Optional<String> speciesOf(String name) {
        return TABLE.speciesOf(name);
    }

    /** Whether the gas is one of the seven the Kyoto Protocol names; all others are reported outside the scopes. */
    public static boolean isKyotoGas(String species) {
        return TABLE.isKyotoGas(species);
    }

    public BigDecimal methane(MethaneOrigin origin) {
        return TABLE.methane(this, origin);
    }

    public BigDecimal nitrousOxide() {
        return TABLE.nitrousOxide(this);
    }

    /** The potential of another gas, by its one spelling; empty where the report has none for it. */
    public Optional<BigDecimal> potentialOf(String species) {
        return Optional.ofNullable(TABLE.other(this, species));
    }

    /** Whether the report has a potential for every gas there is. */
    public boolean covers(GasMasses gases) {
        for (String species : gases.other().kilograms().keySet()) {
            if (TABLE.other(this, species) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * CO2e of the gases under this set, exact; a gas that is not known, or has no potential in the report, counts
     * nothing: see {@link #covers}. Biogenic CO2 is never in it.
     */
    public BigDecimal co2eOf(GasMasses gases) {
        BigDecimal sum = gases.co2() == null ? BigDecimal.ZERO : gases.co2();
        if (gases.ch4() != null) {
            sum = sum.add(gases.ch4().multiply(methane(gases.methaneOrigin())));
        }
        if (gases.n2o() != null) {
            sum = sum.add(gases.n2o().multiply(nitrousOxide()));
        }
        for (Map.Entry<String, BigDecimal> gas : gases.other().kilograms().entrySet()) {
            BigDecimal potential = TABLE.other(this, gas.getKey());
            if (potential != null) {
                sum = sum.add(gas.getValue().multiply(potential));
            }
        }
        return sum;
    }

    /** CO2e per unit of something whose gases are all there is to it; see the other method of this name. */
    public BigDecimal co2ePerUnit(BigDecimal published, GwpSet publishedUnder, GasMasses gases) {
        return co2ePerUnit(published, publishedUnder, gases, null);
    }

    /**
     * CO2e per unit under this set, exact: a published figure under the set it was published in, else worked out from
     * the gases where they are complete, else the published figure as it is.
     *
     * @param published CO2e per unit; null where only gases are known
     * @param publishedUnder the set behind {@code published}; null where not stated
     * @param gases kg of each gas per unit
     * @param beside CO2e per unit that {@code published} holds beside the gases, such as a fuel's supply, of which only
     *            CO2e is known; null where there is nothing
     */
    public BigDecimal co2ePerUnit(BigDecimal published, GwpSet publishedUnder, GasMasses gases, BigDecimal beside) {
        if (published != null && (this == publishedUnder || !gases.allKnown() || !covers(gases))) {
            return published;
        }
        return beside == null ? co2eOf(gases) : co2eOf(gases).add(beside);
    }
}
