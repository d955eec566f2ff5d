package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A minute that does not add up, from when that was found until it does.
 *
 * @param number   of the finding within it, from 1
 * @param closedAt when it was seen to add up again; empty while it does not
 */
record Imbalance(UUID id, int number, Instant openedAt, Optional<Instant> closedAt, Finding finding) {

    /** With what is found now. */
    Imbalance changed(Finding now) {
        return new Imbalance(id, number + 1, openedAt, Optional.empty(), now);
    }

    /** As one that ends. */
    Imbalance ended(Instant now) {
        return new Imbalance(id, number + 1, openedAt, Optional.of(now), finding);
    }
}
