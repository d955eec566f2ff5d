package io.carbonflow.intake.mapping;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.intake.json.Quote;

/**
 * What a company has stored of places, of the ways between them and of its carriers' operations: the members
 * {@code places}, {@code lanes} and {@code operations} of its mapping documents. Names are compared without case and
 * blanks.
 */
public final class PlaceBook {

    private static final Set<String> MODES = Set.of("road", "rail", "sea", "air", "inland_waterway");
    private static final Set<String> PLACE = Set.of("name", "latitude", "longitude", "source");
    private static final Set<String> LANE = Set.of("from", "to", "mode", "distance_km", "source");
    private static final BigDecimal EARTH_KM = new BigDecimal("50000");
    private static final String ANY = "";

    /**
     * Where a place is.
     *
     * @param latitude  degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     */
    public record Coordinates(BigDecimal latitude, BigDecimal longitude) {}

    private record LaneName(String from, String to, String mode) {}

    private final Map<String, Coordinates> places = new HashMap<>();
    private final Map<LaneName, BigDecimal> lanes = new HashMap<>();
    private final Map<String, String> operations = new HashMap<>();

    private PlaceBook() {}

    /** Everything the documents say; what is faulty in one is left out. */
    public static PlaceBook of(Iterable<? extends JsonNode> documents) {
        var book = new PlaceBook();
        documents.forEach(document -> book.read(document, new Faults()));
        return book;
    }

    /** Whether a document has any of the members this reads. */
    public static boolean isOne(JsonNode document) {
        return document.has("places") || document.has("lanes") || document.has("operations");
    }

    /** What keeps a document from being used. */
    public static List<MappingFault> faults(JsonNode document) {
        var faults = new Faults();
        new PlaceBook().read(document, faults);
        return faults.found();
    }

    /** Where a place is, by the first of its names that is stored. */
    public Optional<Coordinates> place(Iterable<String> names) {
        for (String name : names) {
            Coordinates found = places.get(plain(name));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The kilometres covered between two places by a mode, in either direction; a lane without a mode is for any. */
    public Optional<BigDecimal> lane(Iterable<String> from, Iterable<String> to, String mode) {
        for (String start : from) {
            for (String end : to) {
                for (String by : List.of(mode, ANY)) {
                    BigDecimal there = lanes.get(new LaneName(plain(start), plain(end), by));
                    BigDecimal found = there == null ? lanes.get(new LaneName(plain(end), plain(start), by)) : there;
                    if (found != null) {
                        return Optional.of(found);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The mode of a carrier's transport operation category: road, rail, sea, air or inland_waterway. */
    public Optional<String> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    private static String plain(String name) {
        return name.toUpperCase(Locale.ROOT).replace(" ", "");
    }

    private void read(JsonNode document, Faults faults) {
        each(document, "places", faults, this::place);
        each(document, "lanes", faults, this::lane);
        JsonNode stated = document.path("operations");
        if (stated.isMissingNode()) {
            return;
        }
        faults.words(document, "", "operations").forEach((id, mode) -> {
            if (MODES.contains(mode)) {
                operations.put(id, mode);
            } else {
                faults.add(Faults.under("/operations", id), mode(mode));
            }
        });
    }

    private interface Reader {
        void read(JsonNode element, String at, Faults faults);
    }

    private static void each(JsonNode document, String name, Faults faults, Reader reader) {
        JsonNode array = document.path(name);
        if (!array.isMissingNode() && !array.isArray()) {
            faults.add("/" + name, name + " is an array");
        }
        for (int i = 0; array.isArray() && i < array.size(); i++) {
            reader.read(array.get(i), "/%s/%d".formatted(name, i), faults);
        }
    }

    private void place(JsonNode stated, String at, Faults faults) {
        faults.unknown(stated, at, PLACE);
        String name = faults.text(stated, at, "name");
        BigDecimal latitude = number(stated, at, "latitude", new BigDecimal("-90"), new BigDecimal("90"), faults);
        BigDecimal longitude = number(stated, at, "longitude", new BigDecimal("-180"), new BigDecimal("180"), faults);
        if (name == null && !stated.has("name")) {
            faults.add(at + "/name", "name is required, such as iata:AMS, locode:NLAMS or NL:1043 AG");
        }
        if (name != null && latitude != null && longitude != null) {
            places.put(plain(name), new Coordinates(latitude, longitude));
        }
    }

    private void lane(JsonNode stated, String at, Faults faults) {
        faults.unknown(stated, at, LANE);
        String from = faults.text(stated, at, "from");
        String to = faults.text(stated, at, "to");
        String mode = faults.text(stated, at, "mode");
        BigDecimal distance = number(stated, at, "distance_km", new BigDecimal("0.001"), EARTH_KM, faults);
        if (mode != null && !MODES.contains(mode)) {
            faults.add(at + "/mode", mode(mode));
        } else if (from == null || to == null) {
            faults.add(at, "a lane has from and to, each a name such as iata:AMS, locode:NLAMS or NL:1043 AG");
        } else if (distance != null) {
            lanes.put(new LaneName(plain(from), plain(to), mode == null ? ANY : mode), distance);
        }
    }

    private static String mode(String found) {
        return "a mode is road, rail, sea, air or inland_waterway, found " + Quote.of(found);
    }

    private static BigDecimal number(JsonNode stated, String at, String name, BigDecimal min, BigDecimal max,
            Faults faults) {
        BigDecimal number = ExactDecimal.parse(Scalars.text(stated.path(name))).orElse(null);
        if (number == null || number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            faults.add(at + "/" + name, "%s is a number from %s to %s, found %s".formatted(name, min.toPlainString(),
                    max.toPlainString(), Quote.of(stated.path(name).toString())));
            return null;
        }
        return number;
    }
}
