package io.carbonflow.gateway.carrier;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/**
 * One shipment as FedEx tracks it. Everything that is taken is the same in every update of the tracking number (its
 * pick-up, weight and whole way), so that the updates are repeats of one event; a later update with another weight is a
 * newer version of it.
 */
final class FedExShipment {

    static final String SOURCE = "fedex";
    /** Label printed, not handed over: nothing has moved. */
    private static final Set<String> NOT_YET_MOVED = Set.of("OC", "IN", "SP", "CA");
    private static final String PICKED_UP = "PU";
    private static final String WEIGHT = "packageDetails.weightAndDimensions.weight";

    private final JsonNode tracked;
    private final String asked;
    private final String number;
    private final Times times;
    private final Gazetteer gazetteer;
    private final LegDraft leg = new LegDraft(SOURCE);
    private final Reasons reasons = leg.reasons();

    FedExShipment(JsonNode tracked, String askedNumber, Times times, Gazetteer gazetteer) {
        this.tracked = tracked;
        this.asked = askedNumber;
        // What was asked for may be a reference or an alias; the number inside names the shipment.
        String own = Payload.text(tracked, "trackingNumberInfo", "trackingNumber");
        this.number = own.isEmpty() ? askedNumber : own;
        this.times = times;
        this.gazetteer = gazetteer;
    }

    static String eventId(String trackingNumber) {
        return "fedex:" + trackingNumber;
    }

    Verdict verdict() {
        if (!Numbers.isNumber(number, "trackingNumberInfo.trackingNumber", reasons)) {
            return reasons.refusal(null, SOURCE);
        }
        leg.named(eventId(number), number);
        if (NOT_YET_MOVED.contains(status())) {
            return new Verdict.Context(leg.eventId(), SOURCE, "shipment_not_moved");
        }
        if (!asked.isEmpty() && !asked.equals(number)) {
            leg.warn("asked for by another number than the one inside");
        }
        Instant pickedUpAt = pickedUpAt();
        leg.at(pickedUpAt, country()).asOf(latest(pickedUpAt));
        leg.weighing(mass());
        ModeChoice mode = FedExService.modeOf(Payload.text(tracked, "serviceDetail", "type"), reasons);
        leg.by(mode)
            .over(way(mode),
                    "store the lane from %s to %s, or coordinates of both places; distanceToDestination counts "
                        .formatted(place("shipperInformation", "the origin"),
                                place("recipientInformation", "the destination"))
                            + "only while the status is PU (later it is only what remains of the way)");
        return leg.verdict();
    }

    private String place(String field, String otherwise) {
        return Place.of(tracked.path(field)).name().orElse(otherwise);
    }

    private String status() {
        JsonNode latest = tracked.path("latestStatusDetail");
        return latest.path("derivedCode").asText(latest.path("code").asText(""));
    }

    private Instant pickedUpAt() {
        for (JsonNode time : tracked.path("dateAndTimes")) {
            if ("ACTUAL_PICKUP".equals(time.path("type").asText())) {
                return times.read(time.path("dateTime").asText(), "dateAndTimes[ACTUAL_PICKUP].dateTime", null,
                        reasons);
            }
        }
        JsonNode scan = pickUpScan();
        if (scan != null) {
            return times.read(scan.path("date").asText(), "scanEvents[PU].date", null, reasons);
        }
        reasons.add(ReasonCode.FIELD_MISSING, "dateAndTimes[ACTUAL_PICKUP]",
                "the time of pick-up is required: dateAndTimes of type ACTUAL_PICKUP, or a scan event PU");
        return null;
    }

    /** The time of the newest scan; the pick-up's where no scan has one that can be read. */
    private Instant latest(Instant pickedUpAt) {
        Instant latest = pickedUpAt;
        for (JsonNode scan : tracked.path("scanEvents")) {
            Instant scannedAt = times.read(scan.path("date").asText(), "scanEvents.date", null, new Reasons());
            latest = scannedAt != null && (latest == null || scannedAt.isAfter(latest)) ? scannedAt : latest;
        }
        return latest;
    }

    private JsonNode pickUpScan() {
        for (JsonNode scan : tracked.path("scanEvents")) {
            if (PICKED_UP.equals(scan.path("eventType").asText())) {
                return scan;
            }
        }
        return null;
    }

    /** The package's weight, else the shipment's: they are the same mass told twice, and never added up. */
    private Quantity mass() {
        JsonNode ofPackage = weight(tracked.path("packageDetails").path("weightAndDimensions").path("weight"));
        JsonNode ofShipment = weight(tracked.path("shipmentDetails").path("weight"));
        if (!ofPackage.isObject() && !ofShipment.isObject()) {
            reasons.add(ReasonCode.FIELD_MISSING, WEIGHT,
                    "the weight is required: " + WEIGHT + " or shipmentDetails.weight");
            return null;
        }
        if (!ofPackage.isObject()) {
            return quantity(ofShipment, "unit", "shipmentDetails.weight", Dimension.MASS, reasons);
        }
        Quantity mass = quantity(ofPackage, "unit", WEIGHT, Dimension.MASS, reasons);
        Quantity told = ofShipment.isObject()
                ? quantity(ofShipment, "unit", "shipmentDetails.weight", Dimension.MASS, new Reasons())
                : null;
        if (mass != null && told != null
                && mass.in(Unit.KILOGRAM).amount().compareTo(told.in(Unit.KILOGRAM).amount()) != 0) {
            leg.warn("package and shipment weigh differently; the package's weight is taken");
        }
        return mass;
    }

    /** A list of weights is one weight in several units. */
    private static JsonNode weight(JsonNode weights) {
        return weights.isArray() ? weights.path(0) : weights;
    }

    private static Quantity quantity(JsonNode measured, String unitField, String name, Dimension dimension,
            Reasons reasons) {
        return LegDraft.quantity(measured.path("value"), Payload.text(measured, unitField), name, dimension, reasons);
    }

    /**
     * The whole way. A lane or the great circle where both ends are known. Else {@code distanceToDestination}, which is
     * what <em>remains</em>: the whole way only while the shipment still stands where it was picked up.
     */
    private Optional<Way> way(ModeChoice mode) {
        Place from = Place.of(tracked.path("shipperInformation"));
        Place to = Place.of(tracked.path("recipientInformation"));
        if (from.isSameAs(to)) {
            leg.warn("origin and destination are the same place");
        }
        Optional<Way> between = mode == null ? Optional.empty() : Way.between(from, to, mode.mode(), gazetteer);
        JsonNode remaining = tracked.path("distanceToDestination");
        if (between.isPresent() || !PICKED_UP.equals(status()) || !remaining.isObject()) {
            return between;
        }
        Quantity distance = quantity(remaining, "units", "distanceToDestination", Dimension.DISTANCE, reasons);
        if (distance == null) {
            leg.overNothing();
        }
        return Optional.ofNullable(distance)
            .filter(known -> known.amount().signum() > 0)
            .map(known -> new Way(known, Way.ACTUAL, "distanceToDestination at pick-up"));
    }

    private String country() {
        String country = Payload.text(tracked, "shipperInformation", "address", "countryCode");
        JsonNode scan = pickUpScan();
        if (country.isEmpty() && scan != null) {
            country = Payload.text(scan, "scanLocation", "countryCode");
        }
        return Fields.isCountry(country) ? country : null;
    }
}
