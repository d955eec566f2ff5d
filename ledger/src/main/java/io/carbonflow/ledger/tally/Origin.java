package io.carbonflow.ledger.tally;

import java.time.Instant;

/** Whose record it is and when it was received: what counting needs to know. */
public record Origin(String tenantId, Instant receivedAt) {}
