package io.carbonflow.gateway.carrier;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.transport.GreatCircle;

/**
 * How far a leg goes.
 *
 * @param distance  before it is adjusted
 * @param kind      what it is the length of, by accounting's word; {@code actual} where it is the way itself
 * @param basis     where it comes from, for people
 */
record Way(Quantity distance, String kind, String basis) {

    static final String ACTUAL = "actual";
    static final String GREAT_CIRCLE = "great_circle";
    static final String SHORTEST_FEASIBLE = "shortest_feasible";

    Way {
        requireNonNull(distance, "distance is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(basis, "basis is null");
    }

    /**
     * The way between two places: as the tenant's lanes have it, else the great circle between their coordinates, the
     * payload's or those the tenant has stored. Empty where neither is known, or where both are the same point.
     */
    static Optional<Way> between(Place from, Place to, TransportMode mode, Gazetteer gazetteer) {
        Optional<Quantity> lane = gazetteer.lane(from, to, mode);
        if (lane.isPresent()) {
            return lane.map(distance -> new Way(distance, ACTUAL, "lane"));
        }
        Optional<Place.Point> start = from.point().or(() -> gazetteer.point(from));
        Optional<Place.Point> end = to.point().or(() -> gazetteer.point(to));
        return start.flatMap(origin -> end.map(destination -> GreatCircle.between(origin.latitude(),
                origin.longitude(), destination.latitude(), destination.longitude())))
            .filter(distance -> distance.amount().signum() > 0)
            .map(distance -> new Way(distance, GREAT_CIRCLE, from.point().isPresent() && to.point().isPresent()
                    ? "coordinates in the payload"
                    : "stored coordinates of places"));
    }

    /** What the event says of it beside its length. */
    Map<String, String> attributes(TransportMode mode) {
        var attributes = new HashMap<String, String>();
        attributes.put("distance_basis", basis);
        if (!kind.equals(ACTUAL)) {
            attributes.put("distance_kind", kind);
        }
        if (kind.equals(GREAT_CIRCLE)) {
            mode.greatCircleAdjustment().ifPresent(factor -> attributes.put("distance_adjustment", factor));
        }
        return attributes;
    }
}
