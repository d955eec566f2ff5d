package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Quantity;

/**
 * Everything a result rests on.
 *
 * @param activity the activity's code
 * @param received the quantity as received; for freight given as mass and distance, the t.km they make
 * @param freight the mass and distance, where these were given
 * @param factor what it was multiplied by
 * @param gwpSet the official set
 * @param method the calculation method
 * @param methodology by whose rules
 * @param attributionRules which table of scopes and categories
 * @param attribution what that table said
 * @param notices codes of what a reader must know
 */
public record Working(String activity, Quantity received, Optional<FreightInputs> freight, AppliedFactor factor,
        GwpSet gwpSet, CalculationMethod method, Version methodology, Version attributionRules,
        Attribution attribution, List<String> notices) {

    public Working {
        requireNonNull(activity, "activity is null");
        requireNonNull(received, "received is null");
        requireNonNull(freight, "freight is null");
        requireNonNull(factor, "factor is null");
        requireNonNull(gwpSet, "gwpSet is null");
        requireNonNull(method, "method is null");
        requireNonNull(methodology, "methodology is null");
        requireNonNull(attributionRules, "attributionRules is null");
        requireNonNull(attribution, "attribution is null");
        notices = List.copyOf(notices);
    }

    /**
     * A versioned set of rules.
     *
     * @param id its name
     * @param version counts up with every change
     */
    public record Version(String id, int version) {

        public Version {
            requireNonNull(id, "id is null");
        }
    }
}
