package io.carbonflow.factorservice.edition;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An edition as the database knows it, without its file.
 *
 * @param id          names the edition in every result worked out with it
 * @param status      whether it may still change
 * @param createdAt   when the draft was first taken in
 * @param createdBy   who sent it: tenant and role
 * @param publishedAt when it came into force; null for a draft
 * @param factors     how many factors it holds
 * @param sha256      hex digest of its file
 */
public record StoredEdition(String id, EditionStatus status, Instant createdAt, String createdBy, Instant publishedAt,
        int factors, String sha256) {

    public StoredEdition {
        requireNonNull(id, "id is null");
        requireNonNull(status, "status is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(createdBy, "createdBy is null");
        requireNonNull(sha256, "sha256 is null");
        if ((status == EditionStatus.PUBLISHED) != (publishedAt != null)) {
            throw new IllegalArgumentException("edition " + id + " is " + status + " and published at " + publishedAt);
        }
    }
}
