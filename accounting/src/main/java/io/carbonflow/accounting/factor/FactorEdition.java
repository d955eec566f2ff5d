package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One version of the factor library; never changed once published.
 *
 * @param id names the edition in every result worked out with it
 * @param factors in file order
 * @param sha256 hex digest of the edition's file
 */
public record FactorEdition(String id, List<EmissionFactor> factors, String sha256) {

    public FactorEdition {
        requireNonNull(id, "id is null");
        factors = List.copyOf(factors);
        requireNonNull(sha256, "sha256 is null");
    }
}
