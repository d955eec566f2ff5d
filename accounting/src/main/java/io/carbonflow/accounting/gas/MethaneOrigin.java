package io.carbonflow.accounting.gas;

import java.util.Locale;
import java.util.Optional;

/** Where methane came from; from AR5 on its warming depends on it, because fossil methane decays into new CO2. */
public enum MethaneOrigin {
    FOSSIL,
    NON_FOSSIL,
    /** Both, or not stated: the reports' single value. */
    MIXED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Reads {@code fossil}, {@code non_fossil} or {@code mixed}; an empty text is mixed. */
    public static MethaneOrigin parse(String text) {
        return text.isEmpty() ? MIXED : valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The origin of this code; empty where it is none of the three. */
    public static Optional<MethaneOrigin> find(String code) {
        for (MethaneOrigin origin : values()) {
            if (origin.code().equals(code)) {
                return Optional.of(origin);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }
}
