package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.factor.FactorLibrary;

/**
 * The factor library as the factor service served it.
 *
 * @param etag names the content
 * @param factors the published editions
 */
record LibrarySnapshot(String etag, FactorLibrary factors) {

    LibrarySnapshot {
        requireNonNull(etag, "etag is null");
        requireNonNull(factors, "factors is null");
    }

    boolean has(String editionId) {
        return factors.editions().stream().anyMatch(published -> published.edition().id().equals(editionId));
    }
}
