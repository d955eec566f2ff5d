package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.gateway.contract.Decimals;
import io.carbonflow.gateway.contract.Reasons;

/** The shortest way over the earth between two places that carry their coordinates. */
final class GreatCircle {

    /** Mean radius of the earth (IUGG), as ISO 14083's great-circle distance is commonly worked out with. */
    private static final double EARTH_RADIUS_KM = 6371.0088;

    private GreatCircle() {}

    /** Empty where either place has no valid {@code latitude} and {@code longitude}. */
    static Optional<Quantity> between(JsonNode from, JsonNode to) {
        Optional<Point> start = Point.of(from);
        Optional<Point> end = Point.of(to);
        return start.isEmpty() || end.isEmpty() ? Optional.empty() : Optional.of(between(start.get(), end.get()));
    }

    /**
     * The haversine in StrictMath, the same on every machine, to the metre. Trigonometry has no exact decimals; what
     * leaves here is an exact one, and that is what the receipt shows.
     */
    private static Quantity between(Point from, Point to) {
        double latitudes = StrictMath.sin(StrictMath.toRadians(to.latitude - from.latitude) / 2);
        double longitudes = StrictMath.sin(StrictMath.toRadians(to.longitude - from.longitude) / 2);
        double haversine = latitudes * latitudes + StrictMath.cos(StrictMath.toRadians(from.latitude))
                * StrictMath.cos(StrictMath.toRadians(to.latitude)) * longitudes * longitudes;
        double kilometres = 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(StrictMath.min(1, haversine)));
        return new Quantity(BigDecimal.valueOf(kilometres).setScale(3, RoundingMode.HALF_EVEN), Unit.KILOMETRE);
    }

    private record Point(double latitude, double longitude) {

        static Optional<Point> of(JsonNode place) {
            for (JsonNode holder : new JsonNode[]{place, place.path("coordinates"), place.path("geoCoordinates"),
                    place.path("address").path("coordinates")}) {
                BigDecimal latitude = degrees(holder.path("latitude"), 90);
                BigDecimal longitude = degrees(holder.path("longitude"), 180);
                if (latitude != null && longitude != null) {
                    return Optional.of(new Point(latitude.doubleValue(), longitude.doubleValue()));
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
