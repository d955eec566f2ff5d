package io.carbonflow.ledger.anchor;

import java.util.Optional;

/** The signed heads of the ledger. */
interface SignedHeads {

    /** The newest; empty before the first. */
    Optional<HeadToAnchor> newest();

    /** The hash the head of this number has now; empty where there is none of the number. */
    Optional<byte[]> hashOf(long number);
}
