package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Which factor is wanted.
 *
 * @param activity the activity's code
 * @param part which part of the activity's emissions
 * @param country ISO 3166-1 alpha-2; null where not known
 * @param subdivision of the country, or a grid region; null where not known
 * @param year of the activity
 * @param unit the activity's unit, to which the factor's must convert; null where any will do
 * @param edition an edition's id to use no other; null, or an id after {@code ^}, for whatever is newest
 * @param factorSets regulatory sets to look in before all others, best first; empty for the national publisher
 * @param gwpSet under which "most conservative" is judged
 */
public record SelectionRequest(String activity, FactorPart part, String country, String subdivision, int year,
        Unit unit, String edition, List<String> factorSets, GwpSet gwpSet) {

    public SelectionRequest {
        requireNonNull(activity, "activity is null");
        requireNonNull(part, "part is null");
        factorSets = List.copyOf(factorSets);
        requireNonNull(gwpSet, "gwpSet is null");
    }

    /** The factor of the activity itself, of any set. */
    public SelectionRequest(String activity, String country, String subdivision, int year, Unit unit, String edition,
            GwpSet gwpSet) {
        this(activity, FactorPart.ACTIVITY, country, subdivision, year, unit, edition, List.of(), gwpSet);
    }

    /** The same question for another part of the activity's emissions. */
    public SelectionRequest of(FactorPart other) {
        return new SelectionRequest(activity, other, country, subdivision, year, unit, edition, factorSets, gwpSet);
    }
}
