package io.carbonflow.ledger.booking;

import io.carbonflow.ledger.refusal.RawPosition;

/** What the ledger knows of an event it has booked. */
record PresentEvent(RawPosition raw, byte[] contentHash) {}
