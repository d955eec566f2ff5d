package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Which factor is wanted.
 *
 * @param activity the activity's code
 * @param country ISO 3166-1 alpha-2; null where not known
 * @param subdivision of the country, or a grid region; null where not known
 * @param year of the activity
 * @param unit the activity's unit, to which the factor's must convert; null where any will do
 * @param edition an edition's id to use no other; null, or an id after {@code ^}, for whatever is newest
 * @param gwpSet under which "most conservative" is judged
 */
public record SelectionRequest(String activity, String country, String subdivision, int year, Unit unit,
        String edition, GwpSet gwpSet) {

    public SelectionRequest {
        requireNonNull(activity, "activity is null");
        requireNonNull(gwpSet, "gwpSet is null");
    }
}
