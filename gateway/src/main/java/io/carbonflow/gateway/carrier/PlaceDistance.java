package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.transport.GreatCircle;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;

/** The shortest way over the earth between two places that carry their coordinates. */
final class PlaceDistance {

    private PlaceDistance() {}

    /** Empty where either place has no valid {@code latitude} and {@code longitude}. */
    static Optional<Quantity> between(JsonNode from, JsonNode to) {
        Optional<Point> start = Point.of(from);
        Optional<Point> end = Point.of(to);
        return start.flatMap(origin -> end.map(destination -> GreatCircle
            .between(origin.latitude, origin.longitude, destination.latitude, destination.longitude)));
    }

    private record Point(BigDecimal latitude, BigDecimal longitude) {

        static Optional<Point> of(JsonNode place) {
            for (JsonNode holder : new JsonNode[]{place, place.path("coordinates"), place.path("geoCoordinates"),
                    place.path("address").path("coordinates")}) {
                BigDecimal latitude = degrees(holder.path("latitude"), 90);
                BigDecimal longitude = degrees(holder.path("longitude"), 180);
                if (latitude != null && longitude != null) {
                    return Optional.of(new Point(latitude, longitude));
                }
            }
            return Optional.empty();
        }

        private static BigDecimal degrees(JsonNode value, int bound) {
            BigDecimal degrees = value.isMissingNode() ? null : Decimals.read(value, "coordinates", new Reasons());
            return degrees == null || degrees.abs().compareTo(BigDecimal.valueOf(bound)) > 0 ? null : degrees;
        }
    }
}
