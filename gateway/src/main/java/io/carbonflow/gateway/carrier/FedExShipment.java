package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * One shipment as FedEx tracks it. Everything that is taken is the same in every update of the tracking number (its
 * pick-up, weight and whole way), so that the updates are repeats of one event and not conflicts.
 */
final class FedExShipment {

    static final String SOURCE = "fedex";
    /** Label printed, not handed over: nothing has moved. */
    private static final Set<String> NOT_YET_MOVED = Set.of("OC", "IN", "SP", "CA");
    private static final String PICKED_UP = "PU";

    private final JsonNode tracked;
    private final String number;
    private final Times times;
    private final Reasons reasons = new Reasons();

    FedExShipment(JsonNode tracked, String askedNumber, Times times) {
        this.tracked = tracked;
        // What was asked for may be a reference or an alias; the number inside names the shipment.
        String own = tracked.path("trackingNumberInfo").path("trackingNumber").asText("");
        this.number = own.isEmpty() ? askedNumber : own;
        this.times = times;
    }

    static String eventId(String trackingNumber) {
        return "fedex:" + trackingNumber;
    }

    Verdict verdict() {
        var numberFields = new Fields(tracked, reasons).inside("trackingNumberInfo");
        if (number.isEmpty()) {
            numberFields.required("trackingNumber");
        } else {
            numberFields.id("trackingNumber");
        }
        String id = reasons.isEmpty() ? eventId(number) : null;
        if (id != null && NOT_YET_MOVED.contains(status())) {
            return new Verdict.Context(id, SOURCE, "shipment_not_moved");
        }
        Instant pickedUpAt = pickedUpAt();
        Quantity mass = mass();
        Quantity distance = distance();
        String activity = FedExService.modeOf(tracked.path("serviceDetail").path("type").asText(""), distance, reasons);
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, SOURCE);
        }
        return new Verdict.Accepted(activity(id, activity, pickedUpAt, mass, distance));
    }

    private RawActivity activity(String id, String code, Instant pickedUpAt, Quantity mass, Quantity distance) {
        var activity = new RawActivity();
        activity.setEventId(id);
        activity.setSourceId(SOURCE);
        activity.setKind(ActivityKind.LOGISTICS);
        activity.setActivity(code);
        activity.setOccurredAt(pickedUpAt);
        activity.setCountry(country());
        activity.setDataQuality("calculated");
        activity.setAttributes(Map.of());
        activity.setBody(new LogisticsBody(mass.amount().toPlainString(), mass.unit().code(),
                distance.amount().toPlainString(), distance.unit().code(), null, null, number, null));
        return activity;
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
        String name = "packageDetails.weightAndDimensions.weight";
        JsonNode weights = tracked.path("packageDetails").path("weightAndDimensions").path("weight");
        if (weights.isEmpty()) {
            name = "shipmentDetails.weight";
            weights = tracked.path("shipmentDetails").path("weight");
        }
        // A list of weights is one weight in several units.
        JsonNode weight = weights.isArray() ? weights.path(0) : weights;
        if (!weight.isObject()) {
            reasons.add(ReasonCode.FIELD_MISSING, "packageDetails.weightAndDimensions.weight",
                    "the weight is required: packageDetails.weightAndDimensions.weight or shipmentDetails.weight");
            return null;
        }
        return quantity(weight, "unit", name, Dimension.MASS);
    }

    private Quantity quantity(JsonNode measured, String unitField, String name, Dimension dimension) {
        BigDecimal value = Decimals.readNotNegative(measured.path("value"), name + ".value", reasons);
        String unitText = measured.path(unitField).asText("");
        Unit unit = Unit.find(unitText).filter(found -> found.dimension() == dimension).orElse(null);
        if (unit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, name + "." + unitField,
                    name + " is in a unit of " + dimension.words() + ", found " + Quote.of(unitText));
        }
        return value == null || unit == null ? null : new Quantity(value, unit);
    }

    /**
     * The whole way. Great circle where both ends carry coordinates. Else {@code distanceToDestination}, which is what
     * <em>remains</em>: the whole way only while the shipment still stands where it was picked up.
     */
    private Quantity distance() {
        var direct = PlaceDistance.between(tracked.path("shipperInformation"), tracked.path("recipientInformation"));
        if (direct.isPresent()) {
            return direct.get();
        }
        JsonNode remaining = tracked.path("distanceToDestination");
        if (PICKED_UP.equals(status()) && remaining.isObject()) {
            return quantity(remaining, "units", "distanceToDestination", Dimension.DISTANCE);
        }
        reasons.add(ReasonCode.FIELD_MISSING, "distance",
                "the distance is required: coordinates of shipperInformation and recipientInformation, or "
                        + "distanceToDestination while the status is PU (later it is only what remains of the way)");
        return null;
    }

    private String country() {
        String country = tracked.path("shipperInformation").path("address").path("countryCode").asText("");
        JsonNode scan = pickUpScan();
        if (country.isEmpty() && scan != null) {
            country = scan.path("scanLocation").path("countryCode").asText("");
        }
        return Fields.isCountry(country) ? country : null;
    }
}
