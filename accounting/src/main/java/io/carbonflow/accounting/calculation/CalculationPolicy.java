package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.gas.GwpSet;

/**
 * Choices that are the reporting company's.
 *
 * @param gwpSet the set official figures stand in
 * @param edition a factor edition to use no other; null, or an id after {@code ^}, for whatever is newest
 */
public record CalculationPolicy(GwpSet gwpSet, String edition) {

    /** AR6 and the newest factors. */
    public static final CalculationPolicy DEFAULT = new CalculationPolicy(GwpSet.AR6, null);

    public CalculationPolicy {
        requireNonNull(gwpSet, "gwpSet is null");
    }
}
