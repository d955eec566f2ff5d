package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * How far an element goes.
 *
 * @param stated in kilometres, before it is adjusted
 * @param source where it comes from
 * @param adjustment what makes it the distance covered
 * @param fromCoordinates whether it was worked out
 */
record TransportDistance(BigDecimal stated, String source, DistanceAdjustment adjustment, boolean fromCoordinates) {

    private static final BigDecimal ADJUSTMENT_MIN = new BigDecimal("0.1");
    private static final BigDecimal ADJUSTMENT_MAX = BigDecimal.TEN;
    private static final BigDecimal POLE = new BigDecimal("90");
    private static final BigDecimal DATE_LINE = new BigDecimal("180");
    static final String[] COORDINATES = {"origin_lat", "origin_lon", "destination_lat", "destination_lon"};

    /** The distance, from the field or the coordinates; empty with a reason noted where there is none. */
    static Optional<TransportDistance> read(Fields fields, Mode mode) {
        boolean fromCoordinates = !fields.has("distance") && fields.hasAny(COORDINATES);
        Optional<Quantity> distance = fromCoordinates
                ? betweenCoordinates(fields)
                : fields.quantity("distance", "distance_unit", Dimension.DISTANCE);
        Optional<DistanceAdjustment> adjustment = adjustment(fields, mode, fromCoordinates);
        if (distance.isEmpty() || adjustment.isEmpty()) {
            return Optional.empty();
        }
        String source = fromCoordinates
                ? "great circle between the coordinates of origin and destination"
                : Sources.of("distance", distance.get(), Unit.KILOMETRE);
        return Optional.of(new TransportDistance(distance.get().in(Unit.KILOMETRE).amount(), source, adjustment.get(),
                fromCoordinates));
    }

    private static Optional<Quantity> betweenCoordinates(Fields fields) {
        var degrees = new BigDecimal[COORDINATES.length];
        for (int i = 0; i < COORDINATES.length; i++) {
            BigDecimal bound = COORDINATES[i].endsWith("lat") ? POLE : DATE_LINE;
            if (!fields.has(COORDINATES[i])) {
                fields.refuse(RefusalCode.FIELD_MISSING, COORDINATES[i],
                        COORDINATES[i] + " is missing; a distance needs all four coordinates");
            }
            degrees[i] = fields.decimal(COORDINATES[i], bound.negate(), bound).orElse(null);
        }
        return fields.areFine()
                ? Optional.of(GreatCircle.between(degrees[0], degrees[1], degrees[2], degrees[3]))
                : Optional.empty();
    }

    /** The adjustment the sender states, else the published one. */
    static Optional<DistanceAdjustment> adjustment(Fields fields, Mode mode, boolean fromCoordinates) {
        Optional<DistanceKind> kind = kind(fields, fromCoordinates);
        if (fields.has("distance_adjustment")) {
            return fields.decimal("distance_adjustment", ADJUSTMENT_MIN, ADJUSTMENT_MAX)
                .map(factor -> DistanceAdjustment.times(factor, "distance_adjustment"));
        }
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Optional<DistanceAdjustment> published = DistanceAdjustment.published(mode, kind.get());
        return published.isPresent() ? published
                : fields.refuse(RefusalCode.FIELD_INVALID, "distance_kind",
                        "for freight by %s ISO 14083 has no adjustment of a distance of kind %s; state distance_adjustment, the distance covered divided by it"
                            .formatted(mode.code(), kind.get().code()));
    }

    private static Optional<DistanceKind> kind(Fields fields, boolean fromCoordinates) {
        if (!fields.has("distance_kind")) {
            return Optional.of(fromCoordinates ? DistanceKind.GREAT_CIRCLE : DistanceKind.ACTUAL);
        }
        Optional<DistanceKind> kind = DistanceKind.find(fields.text("distance_kind"));
        if (kind.isEmpty()) {
            return fields.refuse(RefusalCode.FIELD_INVALID, "distance_kind",
                    "distance_kind is '%s', allowed is one of %s"
                        .formatted(fields.text("distance_kind"), DistanceKind.codes()));
        }
        if (fromCoordinates && kind.get() != DistanceKind.GREAT_CIRCLE) {
            return fields.refuse(RefusalCode.FIELD_INVALID, "distance_kind",
                    "distance_kind is %s, from coordinates comes a great_circle; state the distance".formatted(
                            kind.get().code()));
        }
        return kind;
    }

    BasisInput input() {
        return new BasisInput(stated, Unit.KILOMETRE.code(), source);
    }
}
