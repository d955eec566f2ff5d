package io.carbonflow.intake.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One version of a document that says how items are taken in.
 *
 * @param tenantId whose it is; empty for one that ships
 * @param kind     see {@link DocumentKinds}
 * @param id       its name among its kind; the kind itself where a tenant has one of it
 * @param version  counts up with every change
 * @param body     what it says, {@code id} and {@code version} included; to be read only
 */
public record IntakeDocument(String tenantId, String kind, String id, int version, ObjectNode body) {

    public IntakeDocument {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(id, "id is null");
        requireNonNull(body, "body is null");
    }

    /** Whether it takes the document of this name out of force, the shipped one included. */
    public boolean isRetired() {
        return body.path("retired").asBoolean(false);
    }
}
