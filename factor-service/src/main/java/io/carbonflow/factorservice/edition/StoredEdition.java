package io.carbonflow.factorservice.edition;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import io.carbonflow.contracts.RecordKey;

/**
 * An edition as the database knows it, without its file.
 *
 * @param tenantId         whose it is; empty for one that ships, which is everybody's
 * @param id               names the edition in every result worked out with it
 * @param status           whether it may still change
 * @param createdAt        when the draft was first taken in
 * @param createdBy        who sent it as it is: tenant and role
 * @param createdKey       tells the key it was sent with from other keys; empty where not known
 * @param publishedAt      when it came into force; null for a draft
 * @param publishedBy      who put it into force; null for a draft, and where not known
 * @param regressionReason why a change beyond the tolerance was accepted; null where there was none
 * @param factors          how many factors it holds
 * @param sha256           hex digest of its file
 */
public record StoredEdition(String tenantId, String id, EditionStatus status, Instant createdAt, String createdBy,
        String createdKey, Instant publishedAt, String publishedBy, String regressionReason, int factors,
        String sha256) {

    public StoredEdition {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(id, "id is null");
        requireNonNull(status, "status is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(createdBy, "createdBy is null");
        requireNonNull(createdKey, "createdKey is null");
        requireNonNull(sha256, "sha256 is null");
        if ((status == EditionStatus.PUBLISHED) != (publishedAt != null)) {
            throw new IllegalArgumentException("edition " + id + " is " + status + " and published at " + publishedAt);
        }
    }

    /** Whether it came with the service. */
    public boolean ships() {
        return tenantId.isEmpty();
    }

    /** Its key on the topic of editions: the id alone where it ships. */
    String recordKey() {
        return ships() ? id : new RecordKey(tenantId, id).toString();
    }
}
