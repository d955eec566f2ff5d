package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/**
 * A factor as it stands in a receipt: everything needed to apply it again, and to find it again.
 *
 * @param id of the factor; {@code carried:…} where it came with the event
 * @param edition it stands in; {@code carried} where it came with the event
 * @param source where it was published, in one line
 * @param region where it holds; null where the event does not say
 * @param year it stands for
 * @param value CO2e per unit as published or carried; null where only gas masses are known
 * @param mass the unit of the CO2e: kg or g
 * @param per what the value is per; null where the value is the whole mass and not per anything
 * @param gases kg of each gas per unit
 * @param publishedGwpSet the set behind the value; null where not stated
 */
public record AppliedFactor(String id, String edition, String source, String region, int year, BigDecimal value,
        Unit mass, Unit per, GasMasses gases, GwpSet publishedGwpSet) {

    /** The edition of everything that came with its event. */
    public static final String CARRIED = "carried";

    public AppliedFactor {
        requireNonNull(id, "id is null");
        requireNonNull(edition, "edition is null");
        requireNonNull(source, "source is null");
        requireNonNull(mass, "mass is null");
        requireNonNull(gases, "gases is null");
    }

    /** A factor of the library. */
    public static AppliedFactor of(EmissionFactor factor, String edition) {
        return new AppliedFactor(factor.id(), edition, factor.source().citation(), factor.region().code(),
                factor.year(), factor.kgCo2e(), Unit.KILOGRAM, factor.unit(), factor.gases(),
                factor.publishedUnder().orElse(null));
    }

    /** CO2e per unit under the set, in {@link #mass}; see {@link GwpSet#co2ePerUnit}. */
    public BigDecimal valueUnder(GwpSet set) {
        return set.co2ePerUnit(value, publishedGwpSet, gases);
    }

    /** The unit of the value: {@code kg CO2e/kWh}, {@code g CO2e/kWh}, or {@code kg CO2e} where it is a whole mass. */
    public String unitText() {
        return mass.code() + " CO2e" + (per == null ? "" : "/" + per.code());
    }
}
