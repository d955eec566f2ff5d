package io.carbonflow.local.demo;

/** One event that will be booked, under the id by which the ledger will know it. */
record PlannedEvent(String id, Basis basis) {}
