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
    PORTFOLIO(true),
    /** What a source must send; read where items come in, as are the following. */
    CONTRACT(false),
    /** What the fields of a foreign format mean. */
    MAPPING(false),
    /** What happens to items that are right but doubtful. */
    GATE(true),
    /** How much is taken in from whom. */
    INTAKE_POLICY(true);

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
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

    /** Whether documents of this kind say how items are taken in, and nothing about calculating them. */
    public boolean isForIntake() {
        return ordinal() >= CONTRACT.ordinal();
    }

    /** Whether a company has one document of this kind, whose id is the kind's code. */
    public boolean isSingle() {
        return single;
    }
}
