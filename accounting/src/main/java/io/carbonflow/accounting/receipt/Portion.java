package io.carbonflow.accounting.receipt;

import java.util.Locale;

/** Which portion of a factor that includes the supply of its fuel is applied. */
public enum Portion {
    /** The figure as it is. */
    WHOLE,
    /** The figure less the supply of the fuel. */
    WITHOUT_WELL_TO_TANK,
    /** The supply of the fuel alone. */
    WELL_TO_TANK;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }
}
