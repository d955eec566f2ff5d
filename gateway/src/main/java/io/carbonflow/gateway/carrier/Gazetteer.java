package io.carbonflow.gateway.carrier;

import java.util.Optional;

import io.carbonflow.accounting.quantity.Quantity;

/** What a company knows of places and of the ways between them. */
interface Gazetteer {

    /** One that knows nothing. */
    Gazetteer EMPTY = new Gazetteer() {

        @Override
        public Optional<Place.Point> point(Place place) {
            return Optional.empty();
        }

        @Override
        public Optional<Quantity> lane(Place from, Place to, TransportMode mode) {
            return Optional.empty();
        }

        @Override
        public Optional<TransportMode> operation(String id) {
            return Optional.empty();
        }
    };

    /** Where a place is, by one of its names. */
    Optional<Place.Point> point(Place place);

    /** The distance covered between two places by this mode. */
    Optional<Quantity> lane(Place from, Place to, TransportMode mode);

    /** The mode of a carrier's transport operation category, by its id. */
    Optional<TransportMode> operation(String id);
}
