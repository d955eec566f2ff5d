package io.carbonflow.accounting.gas;

import java.util.Locale;

/** Where methane came from; from AR5 on its warming depends on it, because fossil methane decays into new CO2. */
public enum MethaneOrigin {
    FOSSIL,
    NON_FOSSIL,
    /** Both, or not stated: the reports' single value. */
    MIXED;

    /** Reads {@code fossil}, {@code non_fossil} or {@code mixed}; an empty text is mixed. */
    public static MethaneOrigin parse(String text) {
        return text.isEmpty() ? MIXED : valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
