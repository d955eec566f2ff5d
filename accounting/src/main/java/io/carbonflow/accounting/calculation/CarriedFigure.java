package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;

/** Which figure of the event a factor's value is. */
enum CarriedFigure {
    /** None: the value is the same for every event. */
    NONE,
    GRID_INTENSITY,
    CARRIER_FIGURE;

    /** The event's figure; null where the value is not the event's. */
    BigDecimal of(Item item) {
        return switch (this) {
            case NONE -> null;
            case GRID_INTENSITY -> item.of().carriedGridIntensity();
            case CARRIER_FIGURE -> item.carrierKilograms();
        };
    }
}
