package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An edition in force.
 *
 * @param edition the factors
 * @param publishedAt when it came into force; the newest is asked first
 */
public record PublishedEdition(FactorEdition edition, Instant publishedAt) {

    public PublishedEdition {
        requireNonNull(edition, "edition is null");
        requireNonNull(publishedAt, "publishedAt is null");
    }
}
