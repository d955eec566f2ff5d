package io.carbonflow.gateway.carrier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/**
 * One shipment as DHL tracks it: a leg for each of its routes, or one where it tells none. Its updates are versions of
 * the same legs, ordered by the newest time of its status.
 */
final class DhlShipment {

    static final String SOURCE = "dhl";

    private final JsonNode shipment;
    private final String number;
    private final Times times;
    private final Gazetteer gazetteer;
    private final DhlStatus status;

    DhlShipment(JsonNode shipment, Times times, Gazetteer gazetteer) {
        this.shipment = shipment;
        this.number = Payload.text(shipment, "id");
        this.times = times;
        this.gazetteer = gazetteer;
        this.status = new DhlStatus(shipment, times);
    }

    List<Verdict> legs() {
        var reasons = new Reasons();
        if (!Numbers.isNumber(number, "id", reasons)) {
            return List.of(reasons.refusal(null, SOURCE));
        }
        if (!status.hasMoved()) {
            return List.of(new Verdict.Context("dhl:" + number + ":1", SOURCE, "shipment_not_moved"));
        }
        List<JsonNode> routes = Payload.several(Payload.at(shipment, "details", "dgf:routes"));
        var legs = new ArrayList<Verdict>();
        for (int i = 0; i < Math.max(1, routes.size()); i++) {
            legs.add(leg(i + 1, routes.isEmpty() ? MissingNode.getInstance() : routes.get(i), routes.size()));
        }
        return legs;
    }

    private Verdict leg(int index, JsonNode route, int routes) {
        var leg = new LegDraft(SOURCE).named("dhl:" + number + ":" + index, number);
        status.warnings().forEach(leg::warn);
        leg.weighing(mass(leg));
        pieces(leg);
        Place origin = Place.of(Payload.at(shipment, "origin"));
        Place destination = Place.of(Payload.at(shipment, "destination"));
        Place from = place(route, routes, "dgf:airportOfDeparture", "dgf:portOfLoading", origin, index == 1);
        Place to = place(route, routes, "dgf:airportOfDestination", "dgf:portOfUnloading", destination,
                index == routes);
        if (origin.isSameAs(destination) || from.isSameAs(to)) {
            leg.warn("origin and destination are the same place");
        }
        when(leg, route, origin);
        ModeChoice mode = DhlMode.of(shipment, route, origin, destination, leg);
        leg.by(mode)
            .over(way(route, routes, from, to, mode, leg), "DHL tells none; store the lane from %s to %s, or "
                .formatted(from.name().orElse("the origin"), to.name().orElse("the destination"))
                    + "coordinates of both places, with the mapping documents lanes and places");
        return leg.verdict();
    }

    private static Place place(JsonNode route, int routes, String airport, String port, Place end, boolean isEnd) {
        for (String name : List.of(airport, port)) {
            Place place = Place.of(Payload.at(route, name));
            if (place.point().isPresent() || place.name().isPresent()) {
                return place;
            }
        }
        return routes <= 1 || isEnd ? end : Place.NOWHERE;
    }

    private Quantity mass(LegDraft leg) {
        JsonNode weight = Payload.at(shipment, "details", "weight");
        if (!weight.isObject()) {
            leg.reasons().add(ReasonCode.FIELD_MISSING, "details.weight", "details.weight is required");
            return null;
        }
        return LegDraft.quantity(Payload.at(weight, "value"), Payload.text(weight, "unitText"), "details.weight",
                Dimension.MASS, leg.reasons());
    }

    private void pieces(LegDraft leg) {
        JsonNode details = Payload.at(shipment, "details");
        JsonNode told = Payload.at(details, "totalNumberOfPieces");
        JsonNode ids = Payload.at(details, "pieceIds");
        if (told.isNumber() && ids.isArray() && told.asInt() != ids.size()) {
            leg.warn("totalNumberOfPieces is %d, pieceIds has %d; the weight of the whole is taken".formatted(
                    told.asInt(), ids.size()));
        }
        JsonNode volume = Payload.at(details, "volume");
        if (volume.has("value") && Payload.text(volume, "unitText").isEmpty()) {
            leg.warn("volume has no unit and is not used");
        }
    }

    /** The route's departure where it names its zone, else the earliest event that does, else the status. */
    private void when(LegDraft leg, JsonNode route, Place origin) {
        Instant departure = read(route, "dgf:estimatedDepartureDate", leg);
        read(route, "dgf:estimatedArrivalDate", leg);
        Instant at = departure == null ? status.earliest() : departure;
        if (at == null) {
            status.whyNoTime(leg.reasons());
        }
        leg.at(at, origin.country()).asOf(status.latest());
    }

    private Instant read(JsonNode route, String name, LegDraft leg) {
        String text = Payload.text(route, name);
        if (text.isEmpty()) {
            return null;
        }
        var found = new Reasons();
        Instant instant = times.read(text, name, null, found);
        if (!found.isEmpty()) {
            boolean hasNoZone = found.refusal(null, null)
                .reasons()
                .get(0)
                .getCode()
                .equals(
                        ReasonCode.TIMESTAMP_WITHOUT_ZONE.name());
            leg.warn(name + (hasNoZone ? " has no zone and is not used" : " is no time there is and is not used"));
        }
        return instant;
    }

    private Optional<Way> way(JsonNode route, int routes, Place from, Place to, ModeChoice mode, LegDraft leg) {
        JsonNode stated = Payload.at(route, "distance");
        if (!stated.isObject() && routes <= 1) {
            stated = Payload.at(shipment, "details", "distance");
        }
        if (stated.isObject()) {
            Quantity distance = LegDraft.quantity(Payload.at(stated, "value"), Payload.text(stated, "unitText"),
                    "distance", Dimension.DISTANCE, leg.reasons());
            if (distance == null) {
                leg.overNothing();
            }
            return Optional.ofNullable(distance).map(known -> new Way(known, Way.ACTUAL, "stated"));
        }
        return mode == null ? Optional.empty() : Way.between(from, to, mode.mode(), gazetteer);
    }
}
