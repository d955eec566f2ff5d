package io.carbonflow.factorservice.edition;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An edition as the API shows it.
 *
 * @param id          the edition
 * @param status      draft or published
 * @param createdAt   when it was taken in
 * @param createdBy   tenant and role of the key that sent it
 * @param publishedAt when it came into force; absent for a draft
 * @param factors     how many factors it holds
 * @param sha256      hex digest of its file
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EditionView(String id, String status, Instant createdAt, String createdBy, Instant publishedAt,
        int factors, String sha256) {

    static EditionView of(StoredEdition edition) {
        return new EditionView(edition.id(), edition.status().code(), edition.createdAt(), edition.createdBy(),
                edition.publishedAt(), edition.factors(), edition.sha256());
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
