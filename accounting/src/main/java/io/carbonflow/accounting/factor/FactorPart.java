package io.carbonflow.accounting.factor;

import java.util.Locale;
import java.util.Optional;

/** Which part of an activity's emissions a factor counts. */
public enum FactorPart {
    /** What the activity itself causes: burning, generating, moving, treating. */
    ACTIVITY,
    /** Bringing a fuel to the tank, the power station or the burner. */
    WELL_TO_TANK,
    /** Electricity or heat lost between generator and meter. */
    TRANSMISSION_AND_DISTRIBUTION,
    /** Bringing the fuel of what is lost to the power station. */
    WELL_TO_TANK_OF_LOSSES;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Reads the part's code, for example {@code well_to_tank}. */
    public static Optional<FactorPart> find(String code) {
        for (FactorPart part : values()) {
            if (part.code().equals(code)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }
}
