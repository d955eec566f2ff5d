package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;

/**
 * A factor as it stands in a receipt: everything needed to apply it again, and to find it again.
 *
 * @param id of the factor; {@code carried:…} where it came with the event
 * @param edition it stands in; {@code carried} where it came with the event
 * @param source where it was published, in one line
 * @param region where it holds; null where the event does not say
 * @param year it stands for
 * @param value CO2e per unit as published or carried; null where only gas masses are known, or it has components
 * @param mass the unit of the CO2e: kg or g
 * @param per what the value is per; null where the value is the whole mass and not per anything
 * @param gases kg of each gas per unit
 * @param publishedGwpSet the set behind the value; null where not stated
 * @param wellToTank the supply of the fuel per unit, in the value and not in the gases; null where it is not apart
 * @param portion which portion of it is applied
 * @param components what the value is the weighted sum of; empty where it stands by itself
 */
public record AppliedFactor(String id, String edition, String source, String region, int year, BigDecimal value,
        Unit mass, Unit per, GasMasses gases, GwpSet publishedGwpSet, BigDecimal wellToTank, Portion portion,
        List<Component> components) {

    /** The edition of everything that came with its event. */
    public static final String CARRIED = "carried";
    /** The edition of what was put together from several figures. */
    public static final String COMPOSED = "composed";

    public AppliedFactor {
        requireNonNull(id, "id is null");
        requireNonNull(edition, "edition is null");
        requireNonNull(source, "source is null");
        requireNonNull(mass, "mass is null");
        requireNonNull(gases, "gases is null");
        requireNonNull(portion, "portion is null");
        components = List.copyOf(components);
        if (portion != Portion.WHOLE && wellToTank == null) {
            throw new IllegalArgumentException("factor %s has no well-to-tank part to take apart".formatted(id));
        }
        if (components.isEmpty() && value == null && !gases.anyKnown()) {
            throw new IllegalArgumentException("factor %s has neither value, gases nor components".formatted(id));
        }
    }

    /** A whole factor without components. */
    public AppliedFactor(String id, String edition, String source, String region, int year, BigDecimal value,
            Unit mass, Unit per, GasMasses gases, GwpSet publishedGwpSet) {
        this(id, edition, source, region, year, value, mass, per, gases, publishedGwpSet, null, Portion.WHOLE,
                List.of());
    }

    /** A factor of the library. */
    public static AppliedFactor of(EmissionFactor factor, String edition) {
        return new AppliedFactor(factor.id(), edition, factor.source().citation(), factor.region().code(),
                factor.year(), factor.kgCo2e(), Unit.KILOGRAM, factor.unit(), factor.gases(),
                factor.publishedUnder().orElse(null), factor.wellToTank().orElse(null), Portion.WHOLE, List.of());
    }

    /** A weighted sum, per the first component's unit. */
    public static AppliedFactor composed(String id, String source, String region, int year, List<Component> parts) {
        return new AppliedFactor(id, COMPOSED, source, region, year, null, Unit.KILOGRAM, parts.get(0).factor().per(),
                GasMasses.UNKNOWN, null, null, Portion.WHOLE, parts);
    }

    /** The same factor with a portion of it applied. */
    public AppliedFactor with(Portion applied) {
        return new AppliedFactor(id, edition, source, region, year, value, mass, per, gases, publishedGwpSet,
                wellToTank, applied, components);
    }

    /** The same factor with another figure, for figures that come with every event. */
    public AppliedFactor withValue(BigDecimal carried) {
        return new AppliedFactor(id, edition, source, region, year, carried, mass, per, gases, publishedGwpSet,
                wellToTank, portion, components);
    }

    /** CO2e per unit under the set, in {@link #mass}, exact but for unit conversions that do not terminate. */
    public BigDecimal valueUnder(GwpSet set) {
        if (!components.isEmpty()) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Component component : components) {
                sum = sum.add(component.kilogramsPer(per, set));
            }
            return sum;
        }
        if (portion == Portion.WELL_TO_TANK) {
            return wellToTank;
        }
        BigDecimal whole = set.co2ePerUnit(value, publishedGwpSet, gases, wellToTank);
        return portion == Portion.WHOLE ? whole : whole.subtract(wellToTank);
    }

    /** kg of each gas per unit of what is applied; the supply of a fuel has none that are known. */
    public GasMasses appliedGases() {
        return portion == Portion.WELL_TO_TANK ? GasMasses.UNKNOWN : gases;
    }

    /** The unit of the value: {@code kg CO2e/kWh}, {@code g CO2e/kWh}, or {@code kg CO2e} where it is a whole mass. */
    public String unitText() {
        return mass.code() + " CO2e" + (per == null ? "" : "/" + per.code());
    }

    /**
     * One of several figures that make up a factor.
     *
     * @param kind what it is: {@code certificate}, {@code grid_average}, {@code well_to_tank}, …
     * @param weight what it is multiplied by, for example the share of a consumption it covers
     * @param factor the figure; has no components of its own
     */
    public record Component(String kind, BigDecimal weight, AppliedFactor factor) {

        public Component {
            requireNonNull(kind, "kind is null");
            requireNonNull(weight, "weight is null");
            requireNonNull(factor, "factor is null");
            if (!factor.components().isEmpty()) {
                throw new IllegalArgumentException("component %s has components of its own".formatted(factor.id()));
            }
        }

        private BigDecimal kilogramsPer(Unit unit, GwpSet set) {
            Conversion step = unit.conversionTo(factor.per());
            BigDecimal product = weight.multiply(factor.valueUnder(set))
                .multiply(factor.mass().conversionTo(Unit.KILOGRAM).multiplier())
                .multiply(step.multiplier());
            return step.isExact() ? product : product.divide(step.divisor(), Conversion.WORKING_PRECISION);
        }
    }
}
