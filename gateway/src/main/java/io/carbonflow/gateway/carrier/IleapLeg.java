package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * One element of a transport chain. Its t.km is worked out again from mass and distance; its {@code co2eWTW} is the
 * carrier's own figure and the official result.
 */
final class IleapLeg {

    static final String SOURCE = "ileap";
    private static final Map<String, String> KINDS = Map.of("actual", Way.ACTUAL, "gcd", Way.GREAT_CIRCLE, "sfd",
            Way.SHORTEST_FEASIBLE);

    private final JsonNode footprint;
    private final JsonNode shipment;
    private final JsonNode element;
    private final IleapContext context;
    private final LegDraft leg = new LegDraft(SOURCE);
    private final Reasons reasons = leg.reasons();

    IleapLeg(JsonNode footprint, JsonNode shipment, JsonNode element, IleapContext context) {
        this.footprint = footprint;
        this.shipment = shipment;
        this.element = element;
        this.context = context;
    }

    /** The verdict on a TCE of a ShipmentFootprint. */
    Verdict ofShipment() {
        String outer = Payload.text(shipment, "shipmentId");
        String inner = Payload.text(element, "shipmentId");
        String number = outer.isEmpty() ? inner : outer;
        String id = Payload.text(element, "tceId");
        boolean isNamed = Numbers.isNumber(number, "shipmentId", reasons);
        if (!Numbers.isNumber(id, "tceId", reasons) || !isNamed) {
            return reasons.refusal(null, SOURCE);
        }
        leg.named("ileap:" + number + ":" + id, number);
        if (!inner.isEmpty() && !inner.equals(number)) {
            leg.warn("the leg's shipmentId is not the shipment's");
        }
        emissions();
        return examined();
    }

    /** The verdict on transport activity data, which have no figure of the carrier's. */
    Verdict ofActivityData() {
        String id = Payload.text(element, "activityId");
        if (!Numbers.isNumber(id, "activityId", reasons)) {
            return reasons.refusal(null, SOURCE);
        }
        leg.named("ileap:tad:" + id, id)
            .attribute("tad_load_factor", Payload.text(element, "loadFactor"))
            .attribute("tad_empty_distance_factor", Payload.text(element, "emptyDistanceFactor"));
        return examined();
    }

    private Verdict examined() {
        Quantity mass = mass();
        leg.weighing(mass).version(IleapFootprint.revision(footprint, context));
        when();
        String hub = Payload.text(element, "hocId");
        String category = Payload.text(element, "tocId");
        leg.attribute("toc_id", category).attribute("hoc_id", hub);
        if (!hub.isEmpty() && category.isEmpty()) {
            return leg.inHub(context.operations().hubActivity(hub, leg)).verdict();
        }
        Optional<Way> way = way();
        agrees(mass, way);
        Optional<ModeChoice> mode = context.operations().modeOf(element, leg);
        if (mode.isEmpty() && reasons.isEmpty()) {
            return Reasons.hold(leg.eventId(), SOURCE, ReasonCode.FIELD_MISSING, "mode",
                    "the mode is not known: send the transport operation category %s in the same delivery, or store it in the mapping document tocs"
                        .formatted(Quote.of(category)));
        }
        return leg.by(mode.orElse(null)).over(way, "distance has actual, gcd or sfd").verdict();
    }

    private Quantity mass() {
        boolean own = !Payload.text(element, "mass").isEmpty();
        BigDecimal mass = decimal(own ? element : shipment, "mass", "mass");
        if (own && element != shipment && !Payload.text(shipment, "mass").isEmpty()) {
            BigDecimal whole = Decimals.read(shipment.path("mass"), "mass", new Reasons());
            if (mass != null && whole != null && mass.compareTo(whole) > 0) {
                leg.warn("the leg weighs more than the shipment; the leg's mass is taken");
            }
        }
        return mass == null ? null : new Quantity(mass, Unit.KILOGRAM);
    }

    private Optional<Way> way() {
        JsonNode distance = element.path("distance");
        var kinds = KINDS.keySet().stream().filter(kind -> !Payload.text(distance, kind).isEmpty()).sorted().toList();
        if (kinds.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "distance", "distance is required: one of actual, gcd, sfd in km");
            leg.overNothing();
            return Optional.empty();
        }
        if (kinds.size() > 1) {
            leg.warn("distance has several kinds; " + kinds.get(0) + " is taken");
        }
        BigDecimal kilometres = decimal(distance, kinds.get(0), "distance." + kinds.get(0));
        if (kilometres == null) {
            leg.overNothing();
            return Optional.empty();
        }
        return Optional.of(new Way(new Quantity(kilometres, Unit.KILOMETRE), KINDS.get(kinds.get(0)),
                "stated as " + kinds.get(0)));
    }

    /** mass kg × km / 1000 = t.km; a stated one that is not is a slip somewhere, and nobody knows where. */
    private void agrees(Quantity mass, Optional<Way> way) {
        if (Payload.text(element, "transportActivity").isEmpty()) {
            return;
        }
        BigDecimal stated = decimal(element, "transportActivity", "transportActivity");
        if (stated == null || mass == null || way.isEmpty()) {
            return;
        }
        Quantity workedOut = TransportActivity.of(mass, way.get().distance());
        if (!TransportActivity.agrees(new Quantity(stated, Unit.TONNE_KILOMETRE), workedOut)) {
            reasons.add(ReasonCode.FIELD_INVALID, "transportActivity",
                    "transportActivity is mass × distance / 1000, %s × %s / 1000 = %s t.km, found %s".formatted(
                            plain(mass.amount()), plain(way.get().distance().amount()), plain(workedOut.amount()),
                            plain(stated)));
        }
    }

    private void emissions() {
        if (Payload.text(element, "co2eWTW").isEmpty()) {
            leg.warn("the leg has no co2eWTW; it is worked out from its t.km");
            return;
        }
        BigDecimal wellToWheel = decimal(element, "co2eWTW", "co2eWTW");
        leg.carrying(wellToWheel);
        if (Payload.text(element, "co2eTTW").isEmpty()) {
            return;
        }
        BigDecimal tankToWheel = decimal(element, "co2eTTW", "co2eTTW");
        if (tankToWheel != null && wellToWheel != null && tankToWheel.compareTo(wellToWheel) > 0) {
            leg.warn("co2eTTW is more than co2eWTW, of which it is a part");
        }
        leg.attribute("co2e_ttw_kg", tankToWheel == null ? null : tankToWheel.toPlainString());
    }

    /** The departure, else the arrival, else the footprint's period, else the time of receipt, which says so. */
    private void when() {
        String country = Place.of(element.path("origin")).country();
        for (String name : new String[]{"departureAt", "arrivalAt"}) {
            String text = Payload.text(element, name);
            if (!text.isEmpty()) {
                leg.at(context.times().read(text, name, null, reasons), country);
                return;
            }
        }
        Instant start = read(footprint.path("pcf"), "referencePeriodStart");
        Instant end = read(footprint.path("pcf"), "referencePeriodEnd");
        Instant created = read(footprint, "created");
        if (start != null) {
            leg.at(start, country).until(end != null && end.isAfter(start) ? end : null);
        } else if (created != null) {
            leg.at(created, country).warn("no time of its own; the time at which the footprint was made is taken");
        } else {
            leg.at(context.receivedAt(), country)
                .attribute("occurred_at_basis", "received")
                .warn("no time in the payload; the time of receipt is taken");
        }
    }

    private Instant read(JsonNode holder, String name) {
        return context.times().read(Payload.text(holder, name), name, null, new Reasons());
    }

    private BigDecimal decimal(JsonNode holder, String name, String field) {
        JsonNode value = holder.path(name);
        if (value.isTextual() && value.textValue().contains(",")) {
            reasons.add(ReasonCode.FIELD_INVALID, field, field
                    + " is a decimal with a point; a comma may mean decimals or thousands, found "
                    + Quote.of(value.textValue()));
            return null;
        }
        if (value.isMissingNode() || value.isNull()) {
            reasons.add(ReasonCode.FIELD_MISSING, field, field + " is required");
            return null;
        }
        return Decimals.readNotNegative(value, field, reasons);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
