package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.quantity.Quantity;

/**
 * The mass and distance a transport activity was worked out from.
 *
 * @param mass as received
 * @param distance as received
 */
public record FreightInputs(Quantity mass, Quantity distance) {

    public FreightInputs {
        requireNonNull(mass, "mass is null");
        requireNonNull(distance, "distance is null");
    }
}
