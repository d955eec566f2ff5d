package io.carbonflow.database;

import java.util.Arrays;
import java.util.Locale;

/** Whether the entries are kept by the extension TimescaleDB. */
public enum TimescaleDb {

    /** Where it can be had and holds no entries yet to be moved; the default. */
    AUTO,
    /** Not, although it may be there. */
    OFF,
    /** In any case: without it the migration fails, and entries that are kept otherwise are moved. */
    REQUIRED;

    /** The environment variable that names one of them. */
    public static final String VARIABLE = "CARBONFLOW_TIMESCALEDB";

    /**
     * The one of this name.
     *
     * @param name in any case; null or blank for {@link #AUTO}
     */
    public static TimescaleDb of(String name) {
        if (name == null || name.isBlank()) {
            return AUTO;
        }
        return Arrays.stream(values())
            .filter(value -> value.name().equalsIgnoreCase(name.strip()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(VARIABLE + " is auto, off or required, found "
                    + name.strip().toLowerCase(Locale.ROOT)));
    }
}
