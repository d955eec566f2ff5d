package io.carbonflow.accounting.activity;

import java.util.Locale;
import java.util.Optional;

/** The four families in which activities arrive. */
public enum ActivityKind {
    ENERGY,
    LOGISTICS,
    PROCUREMENT,
    /** Production, waste, travel, commuting, water, refrigerants and whatever else a supplier or site reports. */
    SUPPLIER;

    /** Reads {@code energy}, {@code logistics}, {@code procurement} or {@code supplier}. */
    public static Optional<ActivityKind> find(String text) {
        for (ActivityKind kind : values()) {
            if (kind.code().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
