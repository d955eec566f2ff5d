package io.carbonflow.factorservice.edition;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An edition as the API shows it.
 *
 * @param id               the edition
 * @param tenant           whose it is; empty for one that ships, which is everybody's
 * @param status           draft or published
 * @param createdAt        when it was taken in
 * @param createdBy        tenant and role of the key that sent it
 * @param publishedAt      when it came into force; absent for a draft
 * @param publishedBy      tenant and role of the key that put it into force; absent for a draft and for one that ships
 * @param regressionReason why a change beyond the tolerance was accepted; absent where there was none
 * @param factors          how many factors it holds
 * @param sha256           hex digest of its file
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EditionView(String id, String tenant, String status, Instant createdAt, String createdBy,
        Instant publishedAt, String publishedBy, String regressionReason, int factors, String sha256) {

    static EditionView of(StoredEdition edition) {
        return new EditionView(edition.id(), edition.tenantId(), edition.status().code(), edition.createdAt(),
                edition.createdBy(), edition.publishedAt(), edition.publishedBy(), edition.regressionReason(),
                edition.factors(), edition.sha256());
    }

    /**
     * Every edition; they are few, so there is one page.
     *
     * @param items      newest first
     * @param nextCursor always null
     */
    @RegisterForReflection
    public record Page(List<EditionView> items, String nextCursor) {}
}
