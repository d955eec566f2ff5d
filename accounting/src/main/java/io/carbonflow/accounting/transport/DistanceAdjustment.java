package io.carbonflow.accounting.transport;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What turns a planned distance into the one a vehicle covers, because factors are per distance covered.
 *
 * @param factor multiplies the distance; 1 where it stays
 * @param addedKilometres added to it; zero or more
 * @param source where the figure stands
 */
record DistanceAdjustment(BigDecimal factor, BigDecimal addedKilometres, String source) {

    private static final String ISO = "ISO 14083:2023, after CLECAT/UBA, Guide to ISO 14083, section 3.2.1, table 3";
    private static final BigDecimal ROAD = new BigDecimal("1.05");
    private static final BigDecimal SEA = new BigDecimal("1.15");
    private static final BigDecimal AIR_KILOMETRES = new BigDecimal("95");

    DistanceAdjustment {
        requireNonNull(factor, "factor is null");
        requireNonNull(addedKilometres, "addedKilometres is null");
        requireNonNull(source, "source is null");
    }

    /**
     * The published adjustment; empty where the standard has none for this mode and distance, so that the sender must
     * state one. Road and sea: 5 % and 15 % on the shortest feasible distance; rail and inland waterways: their networks
     * leave no other way; air: 95 km on the great circle.
     */
    static Optional<DistanceAdjustment> published(Mode mode, DistanceKind kind) {
        if (kind == DistanceKind.ACTUAL) {
            return Optional.of(times(BigDecimal.ONE, "the distance is the actual one"));
        }
        if (kind == DistanceKind.GREAT_CIRCLE) {
            return mode == Mode.AIR
                    ? Optional.of(new DistanceAdjustment(BigDecimal.ONE, AIR_KILOMETRES, ISO))
                    : Optional.empty();
        }
        return switch (mode) {
            case ROAD -> Optional.of(times(ROAD, ISO));
            case SEA -> Optional.of(times(SEA, ISO));
            case RAIL, INLAND_WATERWAY -> Optional.of(times(BigDecimal.ONE, ISO));
            case AIR, HUB -> Optional.empty();
        };
    }

    static DistanceAdjustment times(BigDecimal factor, String source) {
        return new DistanceAdjustment(factor, BigDecimal.ZERO, source);
    }

    boolean isNone() {
        return !multiplies() && !adds();
    }

    boolean multiplies() {
        return factor.compareTo(BigDecimal.ONE) != 0;
    }

    boolean adds() {
        return addedKilometres.signum() != 0;
    }
}
