package io.carbonflow.accounting.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GwpSet;

/**
 * Choices that are the reporting company's.
 *
 * @param version counts up with every change; 0 is the policy that ships
 * @param gwpSet the set official figures stand in
 * @param edition a factor edition to use no other; null, or an id after {@code ^}, for whatever is newest
 * @param factorSets regulatory sets to prefer, best first: epa, desnz, ember …; empty for the national publisher
 * @param official which method's result counts where an activity has several, best first; names every method once
 * @param usesCarriedGridIntensity whether a reading's own grid intensity is taken
 * @param usesSupplierFactors whether a supplier's own factor is taken
 * @param usesCarrierFigures whether a carrier's own mass of CO2e is taken
 * @param includesUpstreamOfEnergy whether well-to-tank and grid losses of own energy go to Scope 3 category 3
 * @param includesWellToTankOfTravel whether travel and commuting count the supply of their fuel; the Scope 3 Standard
 *            leaves it to the company
 * @param spendWithMargins whether spend factors include the margins of trade and transport (purchaser price)
 * @param consolidation how the organisational boundary is drawn
 */
public record Policy(int version, GwpSet gwpSet, String edition, List<String> factorSets,
        List<CalculationMethod> official, boolean usesCarriedGridIntensity, boolean usesSupplierFactors,
        boolean usesCarrierFigures, boolean includesUpstreamOfEnergy, boolean includesWellToTankOfTravel,
        boolean spendWithMargins, Consolidation consolidation) {

    /** What applies until a company says otherwise. */
    public static final Policy SHIPPED = new Policy(0, GwpSet.AR6, null, List.of(),
            List.of(CalculationMethod.SUPPLIER_SPECIFIC, CalculationMethod.HYBRID, CalculationMethod.LOCATION_BASED,
                    CalculationMethod.FUEL_BASED, CalculationMethod.DISTANCE_BASED, CalculationMethod.AVERAGE_DATA,
                    CalculationMethod.SPEND_BASED, CalculationMethod.MARKET_BASED),
            true, true, true, true, false, true, Consolidation.OPERATIONAL_CONTROL);

    public Policy {
        requireNonNull(gwpSet, "gwpSet is null");
        factorSets = List.copyOf(factorSets);
        official = List.copyOf(official);
        requireNonNull(consolidation, "consolidation is null");
    }

    /** The same policy with another factor edition. */
    public Policy withEdition(String newEdition) {
        return new Policy(version, gwpSet, newEdition, factorSets, official, usesCarriedGridIntensity,
                usesSupplierFactors, usesCarrierFigures, includesUpstreamOfEnergy, includesWellToTankOfTravel,
                spendWithMargins, consolidation);
    }

    /** The same policy with another official set. */
    public Policy with(GwpSet newSet) {
        return new Policy(version, newSet, edition, factorSets, official, usesCarriedGridIntensity,
                usesSupplierFactors, usesCarrierFigures, includesUpstreamOfEnergy, includesWellToTankOfTravel,
                spendWithMargins, consolidation);
    }
}
