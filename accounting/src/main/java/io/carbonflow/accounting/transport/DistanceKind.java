package io.carbonflow.accounting.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a distance is the length of. */
enum DistanceKind {
    /** The way driven, sailed or flown. */
    ACTUAL,
    /** The shortest way over the earth. */
    GREAT_CIRCLE,
    /** The shortest way the vehicle could have taken. */
    SHORTEST_FEASIBLE;

    static Optional<DistanceKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(text)).findFirst();
    }

    static String codes() {
        return Arrays.stream(values()).map(DistanceKind::code).collect(Collectors.joining(", "));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
