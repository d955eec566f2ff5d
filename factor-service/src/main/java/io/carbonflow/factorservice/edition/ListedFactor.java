package io.carbonflow.factorservice.edition;

import io.carbonflow.accounting.factor.EmissionFactor;

/**
 * A factor and the edition it stands in.
 *
 * @param factor    the factor
 * @param editionId the newest edition that has its id
 */
public record ListedFactor(EmissionFactor factor, String editionId) {

    /** Where the factor stands in a listing; new factors elsewhere do not move it. */
    public String position() {
        return String.join("\t", factor.activity(), factor.region().code(), Integer.toString(factor.year()),
                factor.id());
    }
}
