package io.carbonflow.factorservice.document;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import io.carbonflow.rules.RuleDocument;

/**
 * One version of a tenant's own document as the database has it.
 *
 * @param tenant    whose it is
 * @param kind      what it is a rule of
 * @param id        its name among its kind
 * @param version   counts up with every change, from 1
 * @param json      its body; null where the document was taken back and the shipped one is in force again
 * @param createdAt when it was stored
 * @param createdBy tenant and role of the key that sent it
 */
record StoredDocument(String tenant, String kind, String id, int version, String json, Instant createdAt,
        String createdBy) {

    StoredDocument {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(id, "id is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(createdBy, "createdBy is null");
    }

    boolean isTakenBack() {
        return json == null;
    }

    /** The rule; only of one that was not taken back. */
    RuleDocument rule() {
        return new RuleDocument(kind, tenant, id, version, json);
    }
}
