package io.carbonflow.gateway.carrier;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;

/**
 * Which mode a DHL leg moves by. A route may name a ship, a truck and airports at once; the first rule that fits decides
 * and the event says which one. docs/reference/carriers.md has the rules.
 */
final class DhlMode {

    private static final Pattern TRUCK = Pattern.compile("(^|[^A-Z])(TR|TRK|TRUCK|ROAD|LKW)([^A-Z]|$)");
    private static final Pattern FLIGHT = Pattern.compile("[A-Z0-9]{2} ?\\d{1,4}[A-Z]?");
    private static final List<String> SEA = List.of("OCEAN", "SEA FREIGHT", "CONTAINER LOAD", "LCL", "FCL");
    private static final List<String> ROAD_SERVICES = List.of("freight", "parcel", "post", "ecommerce", "sameday",
            "svb");

    private DhlMode() {}

    /** The mode; null and a reason where nothing tells it. */
    static ModeChoice of(JsonNode shipment, JsonNode route, Place origin, Place destination, LegDraft leg) {
        ModeChoice byRoute = byRoute(route, leg);
        if (byRoute != null) {
            return byRoute;
        }
        ModeChoice byProduct = byWords(shipment);
        if (byProduct != null) {
            return byProduct;
        }
        String service = Payload.text(shipment, "service").toLowerCase(Locale.ROOT);
        if (service.startsWith("express")) {
            boolean abroad = origin.country() != null && destination.country() != null
                    && !origin.country().equals(destination.country());
            return abroad ? new ModeChoice(TransportMode.AIR, "express between countries goes by air")
                    : new ModeChoice(TransportMode.ROAD, "express within a country goes by road");
        }
        if (ROAD_SERVICES.stream().anyMatch(service::startsWith)) {
            return new ModeChoice(TransportMode.ROAD, "the service is one of road services");
        }
        leg.reasons()
            .add(service.isEmpty() ? ReasonCode.FIELD_MISSING : ReasonCode.FIELD_INVALID, "service",
                    "a route, the product, the carrier or the service tells the mode; service is express, freight, "
                            + "parcel-…, post-…, ecommerce… or sameday, found " + Quote.of(service));
        return null;
    }

    private static ModeChoice byRoute(JsonNode route, LegDraft leg) {
        String voyage = Payload.text(route, "dgf:voyageFlightNumber").toUpperCase(Locale.ROOT);
        boolean ship = !Payload.text(route, "dgf:vesselName").isEmpty()
                || !Payload.text(route, "dgf:vesselNumber").isEmpty();
        boolean airports = !Payload.text(route, "dgf:airportOfDeparture", "dgf:locationCode").isEmpty()
                || !Payload.text(route, "dgf:airportOfDestination", "dgf:locationCode").isEmpty();
        boolean ports = Payload.at(route, "dgf:portOfLoading").isObject()
                || Payload.at(route, "dgf:portOfUnloading").isObject();
        boolean truck = TRUCK.matcher(voyage).find();
        boolean flight = !truck && FLIGHT.matcher(voyage).matches();
        contradict(ship, airports, truck, leg);
        if (truck) {
            return new ModeChoice(TransportMode.ROAD, "the voyage number names a truck, which is the vehicle itself");
        }
        if (ship && !(airports && flight)) {
            return new ModeChoice(TransportMode.SEA, "the route names a ship");
        }
        if (airports) {
            return new ModeChoice(TransportMode.AIR, "the route is between airports");
        }
        return ports ? new ModeChoice(TransportMode.SEA, "the route is between ports") : null;
    }

    private static void contradict(boolean ship, boolean airports, boolean truck, LegDraft leg) {
        if ((ship ? 1 : 0) + (airports ? 1 : 0) + (truck ? 1 : 0) > 1) {
            leg.warn("the route names " + String.join(" and ", java.util.stream.Stream.of(ship ? "a ship" : "",
                    truck ? "a truck" : "", airports ? "airports" : "")
                .filter(word -> !word.isEmpty())
                .toList()));
        }
    }

    private static ModeChoice byWords(JsonNode shipment) {
        String words = (Payload.text(shipment, "details", "product", "productName") + " "
                + Payload.text(shipment, "details", "carrier", "organizationName"))
            .toUpperCase(Locale.ROOT);
        if (SEA.stream().anyMatch(words::contains)) {
            return new ModeChoice(TransportMode.SEA, "the product or carrier is one of the sea");
        }
        if (words.contains("RAIL")) {
            return new ModeChoice(TransportMode.RAIL, "the product or carrier is one of rail");
        }
        if (words.matches(".*\\b(AIR|AIRFREIGHT|AIR FREIGHT)\\b.*")) {
            return new ModeChoice(TransportMode.AIR, "the product or carrier is one of the air");
        }
        return words.matches(".*\\b(ROAD|TRUCK|TRUCKING)\\b.*")
                ? new ModeChoice(TransportMode.ROAD, "the product or carrier is one of the road")
                : null;
    }
}
