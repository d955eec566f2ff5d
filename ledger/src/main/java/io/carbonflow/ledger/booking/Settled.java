package io.carbonflow.ledger.booking;

/** A record and what became of it. */
record Settled(Calculated offered, Ending ending) {}
