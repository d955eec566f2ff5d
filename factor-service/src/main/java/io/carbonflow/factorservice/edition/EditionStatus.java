package io.carbonflow.factorservice.edition;

import java.util.Locale;

/** Whether an edition may still change. */
public enum EditionStatus {
    /** Seen by nobody but its owners; sending it again replaces it. */
    DRAFT,
    /** In force, and final. */
    PUBLISHED;

    static EditionStatus parse(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
