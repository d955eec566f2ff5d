package io.carbonflow.gateway.carrier;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/**
 * Takes a carrier's answer apart into the elements that are kept as its items. An element alone is taken, too, because
 * that is what a dead letter holds.
 */
@ApplicationScoped
class CarrierBatches {

    private final IntakeConfig config;

    CarrierBatches(IntakeConfig config) {
        this.config = config;
    }

    /** What a carrier's format says of one element. */
    interface Element {

        /** Whether this object is one of the elements, and not an answer around them. */
        boolean isElement(JsonNode object);

        /** The verdict on each leg of it; never empty. */
        List<Verdict> legs(JsonNode element);
    }

    /**
     * @param what  what the payload is, for people
     * @param field the array of elements, as it is reported where it is missing
     * @param paths where the array may be
     */
    Batch read(byte[] body, String what, String field, List<List<String>> paths, Element format) {
        JsonItems split = JsonItems.ofDocument(body);
        if (split.items().size() > config.itemsMax()) {
            return tooMany(body, split.items().size());
        }
        if (!split.several()) {
            return answer(split.items().get(0), what, field, paths, format);
        }
        var examined = new ArrayList<Examined>();
        for (JsonItem item : split.items()) {
            answer(item, what, field, paths, format).items()
                .forEach(one -> add(examined, one.bytes(), List.of(one.verdict())));
        }
        return examined.isEmpty() ? Batch.single(body, Reasons.only(ReasonCode.MALFORMED, null, what
                + " is one JSON object, found an empty array")) : bounded(body, true, examined);
    }

    private Batch answer(JsonItem item, String what, String field, List<List<String>> paths, Element format) {
        if (item.json() == null || !item.json().isObject()) {
            return Batch.single(item.bytes(), Reasons.only(ReasonCode.MALFORMED, null,
                    item.json() == null ? item.unreadable() : what + " is one JSON object"));
        }
        if (format.isElement(item.json())) {
            var examined = new ArrayList<Examined>();
            add(examined, item.bytes(), legs(item.json(), item.bytes(), format));
            return bounded(item.bytes(), examined.size() > 1, examined);
        }
        for (List<String> path : paths) {
            JsonNode elements = Payload.at(item.json(), path.toArray(String[]::new));
            if (elements.isArray() && !elements.isEmpty() || elements.isObject()) {
                return elements(item, path, elements, format);
            }
        }
        return Batch.single(item.bytes(), missing(what, field));
    }

    private Batch elements(JsonItem item, List<String> path, JsonNode elements, Element format) {
        List<byte[]> bytes = JsonItems.bytesOfElements(item.bytes(), path.toArray(String[]::new));
        List<JsonNode> each = Payload.several(elements);
        if (each.size() > config.itemsMax()) {
            return tooMany(item.bytes(), each.size());
        }
        var examined = new ArrayList<Examined>();
        for (int i = 0; i < each.size(); i++) {
            byte[] own = bytes.size() == each.size() ? bytes.get(i) : item.bytes();
            add(examined, own, legs(each.get(i), own, format));
        }
        return bounded(item.bytes(), examined.size() > 1, examined);
    }

    private List<Verdict> legs(JsonNode element, byte[] bytes, Element format) {
        if (bytes.length > config.itemBytesMax()) {
            return List.of(Reasons.only(ReasonCode.TOO_LARGE, null,
                    "an item has at most " + config.itemBytesMax() + " bytes, found " + bytes.length));
        }
        if (!element.isObject()) {
            return List.of(Reasons.only(ReasonCode.MALFORMED, null, "an element of the answer is a JSON object"));
        }
        List<Verdict> legs = format.legs(element);
        // Every leg keeps the bytes of its element, so many legs of a large one are more than came in.
        return (long) legs.size() * bytes.length <= config.keptBytesMax() || legs.size() == 1 ? legs
                : List
                    .of(Reasons.only(ReasonCode.TOO_LARGE, null, "%d legs in %d bytes are too many; send fewer at once"
                        .formatted(legs.size(), bytes.length)));
    }

    private Batch bounded(byte[] body, boolean several, List<Examined> examined) {
        return examined.size() <= config.itemsMax() ? new Batch(several, examined) : tooMany(body, examined.size());
    }

    private Batch tooMany(byte[] body, int found) {
        return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null,
                "a body has at most " + config.itemsMax() + " items, found " + found));
    }

    private static void add(List<Examined> examined, byte[] bytes, List<Verdict> verdicts) {
        verdicts.forEach(verdict -> examined.add(new Examined(examined.size(), bytes, verdict)));
    }

    private static Verdict missing(String what, String field) {
        return Reasons.only(ReasonCode.FIELD_MISSING, field, field + " is required in " + what
                + ": an array, not empty");
    }
}
