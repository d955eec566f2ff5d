package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.factor.FactorEdition;

/**
 * An edition's file that was read without fault.
 *
 * @param edition its factors and digest
 * @param csv     the text the digest is of
 */
record EditionFile(FactorEdition edition, String csv) {

    EditionFile {
        requireNonNull(edition, "edition is null");
        requireNonNull(csv, "csv is null");
    }

    static EditionFile of(FactorEdition edition, byte[] csv) {
        return new EditionFile(edition, new String(csv, UTF_8));
    }
}
