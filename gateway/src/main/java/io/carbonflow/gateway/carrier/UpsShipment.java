package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * One shipment as UPS tracks it: a leg per package that has its own weight, else one leg with the shipment's weight; the
 * two are never added up.
 */
final class UpsShipment {

    static final String SOURCE = "ups";
    /** Decimals of a weight that is shared, half-even. */
    private static final int SHARE_SCALE = 6;
    private static final Set<String> NOT_MOVED = Set.of("M", "MV", "X");

    private final JsonNode shipment;
    private final Times times;
    private final Gazetteer gazetteer;
    private final String inquiry;

    UpsShipment(JsonNode shipment, Times times, Gazetteer gazetteer) {
        this.shipment = shipment;
        this.times = times;
        this.gazetteer = gazetteer;
        JsonNode asked = Payload.at(shipment, "inquiryNumber");
        this.inquiry = Payload.text(asked.isObject() ? Payload.at(asked, "Value") : asked);
    }

    List<Verdict> legs() {
        List<JsonNode> packages = Payload.several(Payload.at(shipment, "package"));
        if (packages.isEmpty()) {
            return List.of(unknown());
        }
        JsonNode whole = firstPresent(Payload.at(shipment, "shipmentWeight"), Payload.at(shipment, "weight"));
        boolean each = packages.stream().allMatch(one -> weight(one).isObject());
        boolean isRepeated = each && packages.size() > 1 && packages.stream().allMatch(one -> same(weight(one), whole));
        if (whole.isObject() && (!each || isRepeated)) {
            return List.of(ofShipment(packages, whole));
        }
        boolean differs = whole.isObject() && each && differs(packages, whole);
        var legs = new ArrayList<Verdict>();
        for (JsonNode one : packages) {
            legs.add(leg(one, weight(one), number(one), 1,
                    differs ? "the packages and the shipment weigh differently; the packages' weights are taken"
                            : null));
        }
        return legs;
    }

    /** The shipment's weight counts once, whichever of its packages was asked for and however many answers tell it. */
    private Verdict ofShipment(List<JsonNode> packages, JsonNode whole) {
        JsonNode first = packages.get(0);
        String identification = Payload.text(shipment, "shipmentIdentificationNumber");
        if (!identification.isEmpty()) {
            return leg(first, whole, identification, 1, null);
        }
        if (packages.size() > 1) {
            String lowest = packages.stream().map(UpsShipment::number).min(Comparator.naturalOrder()).orElseThrow();
            return leg(first, whole, lowest, 1, null);
        }
        String number = number(first).isEmpty() ? inquiry : number(first);
        String count = Payload.text(first, "packageCount");
        int of = count.matches("[1-9]\\d{0,3}") ? Integer.parseInt(count) : 1;
        return leg(first, whole, number, of,
                of == 1 ? null : "the shipment's weight is shared equally among its %d packages".formatted(of));
    }

    private Verdict unknown() {
        JsonNode warning = Payload.at(shipment, "warnings").path(0);
        String code = Payload.text(warning.isMissingNode() ? shipment : warning, "code");
        String id = inquiry.isEmpty() || inquiry.length() > 100 ? null : "ups:" + inquiry + ":1";
        if (code.isEmpty()) {
            return Reasons.only(id, SOURCE, ReasonCode.FIELD_MISSING, "package", "package is required");
        }
        return Reasons.only(id, SOURCE, ReasonCode.SOURCE_UNKNOWN, "warnings",
                "UPS answers %s for inquiry number %s".formatted(Quote.of(code), Quote.of(inquiry)));
    }

    /** @param of how many packages the weight is of, of which this is one */
    private Verdict leg(JsonNode one, JsonNode weight, String number, int of, String warning) {
        var leg = new LegDraft(SOURCE);
        if (!Numbers.isNumber(number, "package.trackingNumber", leg.reasons())) {
            return leg.reasons().refusal(null, SOURCE);
        }
        leg.named("ups:" + number + ":1", number);
        var activities = new UpsActivities(one, times);
        if (NOT_MOVED.contains(activities.currentType()) && !activities.hasMoved()) {
            return new Verdict.Context(leg.eventId(), SOURCE, "shipment_not_moved");
        }
        if (!inquiry.isEmpty() && !inquiry.equals(number) && !inquiry.equals(number(one))) {
            leg.warn("asked for by another number than the package's");
        }
        if (warning != null) {
            leg.warn(warning);
        }
        leg.weighing(share(mass(weight, leg.reasons()), of));
        Instant at = activities.earliest(leg.reasons());
        Place from = end(one, "ORIGIN", "01", "shipper", "shipFrom");
        Place to = end(one, "DESTINATION", "02", "shipTo", "consignee");
        if (from.isSameAs(to)) {
            leg.warn("origin and destination are the same place");
        }
        leg.at(at, from.country() == null ? activities.firstCountry() : from.country()).asOf(activities.latest());
        ModeChoice mode = UpsService.modeOf(firstPresent(Payload.at(one, "service"), Payload.at(shipment, "service")),
                leg.reasons());
        leg.by(mode)
            .over(way(one, from, to, mode, leg), "UPS tells none; store the lane from %s to %s, or coordinates "
                .formatted(from.name().orElse("the origin"), to.name().orElse("the destination"))
                    + "of both places, with the mapping documents lanes and places");
        return leg.verdict();
    }

    private Optional<Way> way(JsonNode one, Place from, Place to, ModeChoice mode, LegDraft leg) {
        JsonNode stated = firstPresent(Payload.at(one, "distance"), Payload.at(shipment, "distance"));
        if (stated.isObject()) {
            Quantity distance = LegDraft.quantity(Payload.at(stated, "value"), unit(stated), "distance",
                    Dimension.DISTANCE, leg.reasons());
            if (distance == null) {
                leg.overNothing();
            }
            return Optional.ofNullable(distance).map(known -> new Way(known, Way.ACTUAL, "stated"));
        }
        return mode == null ? Optional.empty() : Way.between(from, to, mode.mode(), gazetteer);
    }

    /** An end of the way: of the package's addresses by type, else the shipment's by type or by its own field. */
    private Place end(JsonNode one, String type, String code, String... fields) {
        for (JsonNode addresses : List.of(Payload.at(one, "packageAddress"), Payload.at(shipment, "shipmentAddress"))) {
            for (JsonNode address : Payload.several(addresses)) {
                JsonNode kind = Payload.at(address, "type");
                String word = Payload.text(kind.isObject() ? Payload.at(kind, "code") : kind);
                if (word.equalsIgnoreCase(type) || word.equals(code)) {
                    return Place.of(address);
                }
            }
        }
        for (String field : fields) {
            if (Payload.at(shipment, field).isObject()) {
                return Place.of(Payload.at(shipment, field));
            }
        }
        return Place.NOWHERE;
    }

    private static Quantity mass(JsonNode weight, Reasons reasons) {
        if (!weight.isObject()) {
            reasons.add(ReasonCode.FIELD_MISSING, "package.weight",
                    "the weight is required: package.weight or the shipment's ShipmentWeight");
            return null;
        }
        return LegDraft.quantity(Payload.at(weight, "weight"), unit(weight), "package.weight", Dimension.MASS, reasons);
    }

    private static Quantity share(Quantity mass, int of) {
        return mass == null || of == 1 ? mass
                : new Quantity(mass.amount().divide(BigDecimal.valueOf(of), SHARE_SCALE, RoundingMode.HALF_EVEN),
                        mass.unit());
    }

    private static boolean same(JsonNode weight, JsonNode whole) {
        Quantity one = whole.isObject() ? mass(weight, new Reasons()) : null;
        Quantity other = whole.isObject() ? mass(whole, new Reasons()) : null;
        return one != null && other != null
                && one.in(Unit.KILOGRAM).amount().compareTo(other.in(Unit.KILOGRAM).amount()) == 0;
    }

    private static String unit(JsonNode measured) {
        JsonNode unit = firstPresent(Payload.at(measured, "unitOfMeasurement"), Payload.at(measured, "unit"));
        return Payload.text(unit.isObject() ? Payload.at(unit, "code") : unit);
    }

    private static boolean differs(List<JsonNode> packages, JsonNode whole) {
        var sum = BigDecimal.ZERO;
        for (JsonNode one : packages) {
            Quantity mass = mass(weight(one), new Reasons());
            sum = mass == null ? sum : sum.add(mass.in(Unit.KILOGRAM).amount());
        }
        Quantity told = mass(whole, new Reasons());
        return told != null && told.in(Unit.KILOGRAM).amount().compareTo(sum) != 0;
    }

    private static JsonNode weight(JsonNode one) {
        return firstPresent(Payload.at(one, "weight"), Payload.at(one, "packageWeight"));
    }

    private static String number(JsonNode one) {
        return Payload.text(one, "trackingNumber");
    }

    private static JsonNode firstPresent(JsonNode one, JsonNode other) {
        return one.isMissingNode() || one.isNull() ? other : one;
    }
}
