package io.carbonflow.accounting.factor;

import java.util.Locale;
import java.util.Optional;

/** Which part of the life of the activity a factor covers. */
public enum Boundary {
    COMBUSTION,
    GENERATION,
    LIFE_CYCLE,
    WELL_TO_WHEEL,
    TANK_TO_WHEEL,
    CRADLE_TO_GATE,
    /** The gas itself that escaped, nothing before it. */
    RELEASE,
    /** The treatment of waste or waste water, with the way to it. */
    TREATMENT;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Reads the boundary's code, for example {@code life_cycle}. */
    public static Optional<Boundary> find(String code) {
        for (Boundary boundary : values()) {
            if (boundary.code().equals(code)) {
                return Optional.of(boundary);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }
}
