package io.carbonflow.accounting.factor;

import java.util.Locale;
import java.util.Optional;

/** The GHG Protocol's calculation methods. */
public enum CalculationMethod {
    LOCATION_BASED,
    MARKET_BASED,
    SUPPLIER_SPECIFIC,
    HYBRID,
    AVERAGE_DATA,
    SPEND_BASED,
    DISTANCE_BASED,
    FUEL_BASED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Reads the method's code, for example {@code location_based}. */
    public static Optional<CalculationMethod> find(String code) {
        for (CalculationMethod method : values()) {
            if (method.code().equals(code)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return code;
    }
}
