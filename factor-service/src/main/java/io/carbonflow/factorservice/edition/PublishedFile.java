package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.PublishedEdition;

/** A published edition with its file, read when it is first asked for and then shared by every library it is in. */
public final class PublishedFile {

    private final StoredEdition edition;
    private final String csv;
    private PublishedEdition read;

    PublishedFile(StoredEdition edition, String csv) {
        this.edition = edition;
        this.csv = csv;
    }

    public StoredEdition edition() {
        return edition;
    }

    /** The text its digest is of. */
    public String csv() {
        return csv;
    }

    /** Its factors. */
    synchronized PublishedEdition read() {
        if (read == null) {
            read = FactorEditionCsv.read(edition.id(), csv.getBytes(UTF_8))
                .fold(
                        whole -> new PublishedEdition(whole.edition(), edition.publishedAt()),
                        unreadable -> {
                            throw new IllegalStateException("published edition " + edition.id() + " cannot be read: "
                                    + unreadable.badRows().get(0));
                        });
        }
        return read;
    }
}
