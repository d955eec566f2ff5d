package io.carbonflow.local.demo;

import java.util.Optional;

/**
 * One event that will be booked, under the id by which the ledger will know it.
 *
 * @param basis  what its own kilograms follow from
 * @param energy the fuel or energy of the company's own that it uses, whose supply counts as well (Scope 3, category 3);
 *               empty where the supply is in the figure already or is somebody else's
 */
record PlannedEvent(String id, Basis basis, Optional<Basis.Published> energy) {

    /** An event with nothing but its own emissions. */
    static PlannedEvent of(String id, Basis basis) {
        return new PlannedEvent(id, basis, Optional.empty());
    }

    /** A use of own fuel or energy by a published factor. */
    static PlannedEvent ofEnergy(String id, Basis.Published published) {
        return new PlannedEvent(id, published, Optional.of(published));
    }
}
