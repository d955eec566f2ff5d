package io.carbonflow.rules;

import java.util.Locale;
import java.util.Optional;

/** What a document is a rule of. */
public enum RuleKind {
    METHODOLOGY(false),
    ATTRIBUTION(false),
    ALLOCATION(false),
    POLICY(true),
    ORGANISATION(true),
    INSTRUMENTS(true),
    PRICES(true),
    /** The activities a factor edition is tried on before it is published; the factor service's own. */
    PORTFOLIO(true);

    private final String code = name().toLowerCase(Locale.ROOT);
    private final boolean single;

    RuleKind(boolean single) {
        this.single = single;
    }

    /** Reads the kind's code, for example {@code methodology}. */
    public static Optional<RuleKind> find(String code) {
        for (RuleKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }

    /** Whether a company has one document of this kind, whose id is the kind's code. */
    public boolean isSingle() {
        return single;
    }
}
