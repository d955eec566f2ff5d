package io.carbonflow.accounting.methodology;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.FactorPart;

/**
 * A part of an activity's emissions that is reported elsewhere: the supply of a fuel, the losses of a grid.
 *
 * @param part which
 * @param attribution where it belongs
 */
public record DerivedPart(FactorPart part, Attribution attribution) {

    public DerivedPart {
        requireNonNull(part, "part is null");
        requireNonNull(attribution, "attribution is null");
    }
}
