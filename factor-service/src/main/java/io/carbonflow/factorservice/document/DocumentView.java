package io.carbonflow.factorservice.document;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.rules.RuleDocument;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A document, or one version of it, in a list.
 *
 * @param id        its name among its kind
 * @param version   counts up with every change
 * @param title     what it says of itself, for people; absent where it does not
 * @param origin    {@code shipped}, or {@code own} for the tenant's
 * @param state     {@code in_force}, {@code retired} (switched off), {@code taken_back} (the shipped one is in force
 *                  again), or {@code superseded} by a newer version
 * @param etag      to send as {@code If-Match}; absent where there is no document
 * @param createdAt when it was stored; absent for a shipped one
 * @param createdBy tenant and role of the key that sent it; absent for a shipped one
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentView(String id, int version, String title, String origin, String state, String etag,
        Instant createdAt, String createdBy) {

    private static final String SUPERSEDED = "superseded";

    /** A page of documents or versions. */
    @RegisterForReflection
    public record Page(List<DocumentView> items, String nextCursor) {}

    /** A document that counts. */
    static DocumentView of(RuleDocument document, StoredDocument stored) {
        DocumentBody body = DocumentBody.of(document.json());
        return new DocumentView(document.id(), document.version(), body.title().orElse(null), originOf(document),
                body.isRetired() ? "retired" : "in_force", DocumentTag.of(document),
                stored == null ? null : stored.createdAt(), stored == null ? null : stored.createdBy());
    }

    /** One of the tenant's own versions. */
    static DocumentView ofVersion(StoredDocument stored, boolean isNewest) {
        if (stored.isTakenBack()) {
            return new DocumentView(stored.id(), stored.version(), null, "own", isNewest ? "taken_back" : SUPERSEDED,
                    null, stored.createdAt(), stored.createdBy());
        }
        DocumentView view = of(stored.rule(), stored);
        return isNewest ? view : view.superseded();
    }

    DocumentView superseded() {
        return new DocumentView(id, version, title, origin, SUPERSEDED, etag, createdAt, createdBy);
    }

    static String originOf(RuleDocument document) {
        return document.tenant().isEmpty() ? "shipped" : "own";
    }
}
