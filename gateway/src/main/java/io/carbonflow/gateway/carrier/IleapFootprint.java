package io.carbonflow.gateway.carrier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;

/** One object of an iLEAP delivery and the legs in it. */
final class IleapFootprint {

    private static final String DIGITS = "0".repeat(20);

    private IleapFootprint() {}

    static List<Verdict> legs(JsonNode element, IleapContext context) {
        if (element.has("activityId")) {
            return List.of(new IleapLeg(element, element, element, context).ofActivityData());
        }
        var legs = new ArrayList<Verdict>();
        shipments(element).forEach(shipment -> legs.addAll(ofShipment(element, shipment, context)));
        return legs.isEmpty() ? List.of(withoutLegs(element)) : legs;
    }

    /** The shipment footprints of an object: itself, or the extensions of a PACT footprint. */
    private static List<JsonNode> shipments(JsonNode element) {
        var found = new ArrayList<JsonNode>();
        if (element.has("tces")) {
            found.add(element);
        }
        for (JsonNode extension : Payload.several(element.path("extensions"))) {
            JsonNode data = extension.path("data").isObject() ? extension.path("data") : extension;
            if (data.has("tces")) {
                found.add(data);
            }
        }
        return found;
    }

    private static List<Verdict> ofShipment(JsonNode footprint, JsonNode shipment, IleapContext context) {
        List<JsonNode> elements = Payload.several(shipment.path("tces"));
        if (elements.isEmpty()) {
            return List.of(Reasons.only(ReasonCode.FIELD_MISSING, "tces",
                    "tces is required: an array with the legs of the shipment, not empty"));
        }
        var legs = new ArrayList<Verdict>();
        for (JsonNode element : elements) {
            var leg = new IleapLeg(footprint, shipment, element, context);
            legs.add(cancelled(footprint, leg.ofShipment()));
        }
        return legs;
    }

    /** A footprint that is deprecated no longer stands, and neither do its legs. */
    private static Verdict cancelled(JsonNode footprint, Verdict verdict) {
        if ("Deprecated".equalsIgnoreCase(Payload.text(footprint, "status"))
                && verdict instanceof Verdict.Accepted accepted && accepted.activity().getRevision() != null) {
            accepted.activity().setOperation("cancel");
        }
        return verdict;
    }

    /** Categories and footprints of products carry no activity; anything else is not what it should be. */
    private static Verdict withoutLegs(JsonNode element) {
        String id = element.has("tocId") ? Payload.text(element, "tocId")
                : element.has("hocId")
                        ? Payload.text(element, "hocId")
                        : Payload.text(element, "id");
        var reasons = new Reasons();
        if (!Numbers.isNumber(id, "id", reasons)) {
            return reasons.refusal(null, IleapLeg.SOURCE);
        }
        return new Verdict.Context("ileap:" + id, IleapLeg.SOURCE,
                element.has("tocId") || element.has("hocId") ? "operation_category" : "footprint");
    }

    /**
     * By what the versions of a footprint sort: its version, the time it was made, and that it was deprecated; null where it
     * has neither.
     */
    static String revision(JsonNode footprint, IleapContext context) {
        String version = Payload.text(footprint, "version");
        Instant created = context.times()
            .read(Payload.text(footprint,
                    footprint.has("updated") && !footprint.path("updated").isNull() ? "updated" : "created"), "created",
                    null,
                    new Reasons());
        String number = version.matches("\\d{1,20}") ? DIGITS.substring(version.length()) + version : null;
        if (number == null && created == null) {
            return null;
        }
        return (number == null ? DIGITS : number) + "." + (created == null ? DIGITS : LegDraft.revision(created))
                + ("Deprecated".equalsIgnoreCase(Payload.text(footprint, "status")) ? ".deprecated" : "");
    }
}
