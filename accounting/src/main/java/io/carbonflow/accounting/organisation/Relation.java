package io.carbonflow.accounting.organisation;

import java.util.Locale;
import java.util.Optional;

/** What a place, or a stage of a product's life, is to the reporting company. */
public enum Relation {
    OWN,
    SUPPLIER,
    UPSTREAM_LEASED,
    DOWNSTREAM_LEASED,
    FRANCHISE,
    INVESTMENT,
    PROCESSING,
    USE,
    END_OF_LIFE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Reads the relation's code, for example {@code upstream_leased}. */
    public static Optional<Relation> find(String code) {
        for (Relation relation : values()) {
            if (relation.code().equals(code)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }
}
