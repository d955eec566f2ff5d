package io.carbonflow.ledger.jobs;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * A piece of work of one tenant, as its row says.
 *
 * @param kind     recalculation or reconciliation
 * @param place    up to where it has come; null at the beginning
 * @param progress what has been counted so far; who changes it changes a copy
 * @param waitsFor why it does not come on at present; null where it does
 */
public record Job(String tenantId, UUID id, String kind, String state, Instant askedAt, Place place,
        JsonObject progress, String waitsFor) {

    /** A place in the order of time, then of a key. */
    public record Place(Instant at, String key) {}

    /** A number of the progress; 0 before it was counted. */
    public long counted(String name) {
        return progress.getLong(name, 0L);
    }
}
