package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/**
 * A published figure: so many kilograms of CO2e, and where known of each gas, per unit of an activity.
 *
 * @param id unique within an edition
 * @param activity the activity's code
 * @param part which part of the activity's emissions it counts
 * @param region where the figure holds
 * @param year the year the figure stands for
 * @param validFrom first day the publisher names; null where none
 * @param validTo last day the publisher names; null where none
 * @param unit what the figure is per
 * @param kgCo2e kg CO2e per unit as published, 0 or more; null where only gas masses are
 * @param kgCo2eWellToTank the supply of the fuel in kg CO2e per unit, which {@code kgCo2e} includes and {@code gases} do
 *            not; null where there is none in it
 * @param gases kg of each gas per unit
 * @param publishedGwpSet the set behind {@code kgCo2e}; null where the publisher does not say
 * @param boundary which part of the life it covers
 * @param method the method it belongs to
 * @param scope 1 to 3 as the publisher maps it, for information; null where it does not
 * @param category of Scope 3, 1 to 15, as the publisher maps it, for information; null where it does not
 * @param source where it was published
 * @param quality how good it is
 * @param proxy why it stands in for a region it was not published for; empty where it does not
 * @param notes for people; may be empty
 */
public record EmissionFactor(String id, String activity, FactorPart part, Region region, int year, LocalDate validFrom,
        LocalDate validTo, Unit unit, BigDecimal kgCo2e, BigDecimal kgCo2eWellToTank, GasMasses gases,
        GwpSet publishedGwpSet, Boundary boundary, CalculationMethod method, Integer scope, Integer category,
        FactorSource source, FactorQuality quality, String proxy, String notes) {

    public EmissionFactor {
        requireNonNull(id, "id is null");
        requireNonNull(activity, "activity is null");
        requireNonNull(part, "part is null");
        requireNonNull(region, "region is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(gases, "gases is null");
        requireNonNull(boundary, "boundary is null");
        requireNonNull(method, "method is null");
        requireNonNull(source, "source is null");
        requireNonNull(quality, "quality is null");
        requireNonNull(proxy, "proxy is null");
        requireNonNull(notes, "notes is null");
        if (kgCo2e == null && !gases.anyKnown()) {
            throw new IllegalArgumentException("factor " + id + " has neither kg CO2e nor a gas mass");
        }
    }

    /**
     * kg CO2e per unit under a set of potentials, exact: the published value under the set it was published in, else
     * worked out from the gas masses, plus the supply of the fuel where the figure holds one, else the published value as
     * it is (see {@link #isAsPublishedUnder}).
     */
    public BigDecimal kgCo2ePerUnit(GwpSet set) {
        return set.co2ePerUnit(kgCo2e, publishedGwpSet, gases, kgCo2eWellToTank);
    }

    /** Whether the value under this set is the published one although that was published under another set, or none. */
    public boolean isAsPublishedUnder(GwpSet set) {
        return kgCo2e != null && set != publishedGwpSet && !(gases.allKnown() && set.covers(gases));
    }

    /** The set behind the published value, where the publisher says. */
    public Optional<GwpSet> publishedUnder() {
        return Optional.ofNullable(publishedGwpSet);
    }

    /** The supply of the fuel that the figure includes, kg CO2e per unit. */
    public Optional<BigDecimal> wellToTank() {
        return Optional.ofNullable(kgCo2eWellToTank);
    }

    /**
     * The year in which the figure comes nearest to the one wanted: the wanted year itself where the figure is valid in
     * it, else the end of its validity, else the year it stands for where it names no days.
     */
    int yearNearest(int wanted) {
        if (validFrom == null && validTo == null) {
            return year;
        }
        int first = validFrom == null ? Math.min(year, wanted) : validFrom.getYear();
        int last = validTo == null ? Math.max(year, wanted) : validTo.getYear();
        return Math.max(first, Math.min(last, wanted));
    }
}
