package io.carbonflow.ledger.booking;

/** A record and what becomes of it. */
record Settled(Calculated offered, Ending ending) {

    /** Whether it takes the place of another event, which holds whether or not it stands itself. */
    boolean claims() {
        return ending.isRemembered() && offered.replaced() != null;
    }
}
