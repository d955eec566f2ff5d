package io.carbonflow.accounting.transport;

import java.util.Locale;
import java.util.Optional;

/** How goods move, or that they rest. */
enum Mode {
    ROAD,
    RAIL,
    SEA,
    AIR,
    INLAND_WATERWAY,
    /** Not a movement: handling in a terminal, warehouse or the like. */
    HUB;

    private static final String FREIGHT = "freight.";

    /** The mode of an activity code, for example of {@code freight.road.hgv}. */
    static Optional<Mode> of(String activity) {
        if (!activity.startsWith(FREIGHT)) {
            return Optional.empty();
        }
        String word = activity.substring(FREIGHT.length()).split("\\.", 2)[0];
        for (Mode mode : values()) {
            if (mode.code().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
