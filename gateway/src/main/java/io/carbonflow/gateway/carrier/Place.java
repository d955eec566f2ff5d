package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;

/**
 * Where a leg begins or ends, without street and without people.
 *
 * @param point   its coordinates; empty where the payload has none
 * @param country ISO 3166-1 alpha-2; null where it is not known
 * @param names   by which somebody may know it, most exact first: {@code iata:AMS}, {@code locode:NLAMS},
 *                {@code NL:1043AG}, {@code NL:AMSTERDAM}
 */
record Place(Optional<Point> point, String country, Set<String> names) {

    private static final int NAME_MAX = 60;

    /**
     * A point on the earth.
     *
     * @param latitude  degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     */
    record Point(BigDecimal latitude, BigDecimal longitude) {

        /** Empty where either is absent or none. */
        static Optional<Point> of(JsonNode latitude, JsonNode longitude) {
            BigDecimal north = degrees(latitude, 90);
            BigDecimal east = degrees(longitude, 180);
            return north == null || east == null ? Optional.empty() : Optional.of(new Point(north, east));
        }

        private static BigDecimal degrees(JsonNode value, int bound) {
            BigDecimal degrees = value.isValueNode() && !value.isNull()
                    ? Decimals.read(value, "coordinates", new Reasons())
                    : null;
            return degrees == null || degrees.abs().compareTo(BigDecimal.valueOf(bound)) > 0 ? null : degrees;
        }
    }

    static final Place NOWHERE = new Place(Optional.empty(), null, Set.of());

    /** What a payload's place says: its own fields, and those of an address or coordinates inside it. */
    static Place of(JsonNode place) {
        JsonNode address = Payload.at(place, "address");
        List<JsonNode> holders = List.of(place, address, Payload.at(place, "country"));
        String country = first(holders, "countryCode", "country", "countryIso2", "geographyCountry")
            .toUpperCase(Locale.ROOT);
        String known = Fields.isCountry(country) ? country : null;
        var names = new LinkedHashSet<String>();
        name(names, "iata:", first(holders, "iata", "dgf:locationCode"), 3);
        name(names, "locode:", first(holders, "locode", "unLocode"), 5);
        if (known != null) {
            name(names, known + ":", first(holders, "postalCode", "zip"), NAME_MAX);
            name(names, known + ":", first(holders, "city"), NAME_MAX);
        }
        return new Place(point(place, address), known, names);
    }

    private static void name(Set<String> names, String prefix, String found, int lengthMax) {
        String plain = found.toUpperCase(Locale.ROOT).replace(" ", "");
        if (!plain.isEmpty() && plain.length() <= lengthMax) {
            names.add(prefix + plain);
        }
    }

    private static String first(List<JsonNode> holders, String... names) {
        for (JsonNode holder : holders) {
            for (String name : names) {
                String text = Payload.text(holder, name);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    private static Optional<Point> point(JsonNode place, JsonNode address) {
        for (JsonNode holder : List.of(place, Payload.at(place, "coordinates"), Payload.at(place, "geoCoordinates"),
                Payload.at(place, "geo"), address, Payload.at(address, "coordinates"),
                Payload.at(address, "geoCoordinates"), Payload.at(address, "geo"))) {
            for (String longitude : List.of("lon", "lng")) {
                Optional<Point> shortly = Point.of(Payload.at(holder, "lat"), Payload.at(holder, longitude));
                if (shortly.isPresent()) {
                    return shortly;
                }
            }
            Optional<Point> point = Point.of(Payload.at(holder, "latitude"), Payload.at(holder, "longitude"));
            if (point.isPresent()) {
                return point;
            }
        }
        return Optional.empty();
    }

    /** The most exact of its names, for people to read; empty where it has none. */
    Optional<String> name() {
        return names.stream().findFirst();
    }

    /** Whether both are the same place as far as can be seen. */
    boolean isSameAs(Place other) {
        return point.isPresent() && point.equals(other.point)
                || name().isPresent() && names.stream().anyMatch(other.names::contains);
    }
}
