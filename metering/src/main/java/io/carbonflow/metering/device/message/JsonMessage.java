package io.carbonflow.metering.device.message;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;

/** A message that is one JSON object. */
public final class JsonMessage {

    private JsonMessage() {}

    /** What the reader makes of the object; refused where the payload is none. */
    public static Interpretation read(Frame frame, Function<JsonNode, Interpretation> reader) {
        JsonItems body = JsonItems.ofDocument(frame.payload());
        if (body.several() || body.items().size() != 1) {
            return malformed(frame, "found several values");
        }
        JsonItem item = body.items().get(0);
        if (item.json() == null) {
            return malformed(frame, "found " + item.unreadable());
        }
        if (!item.json().isObject()) {
            return malformed(frame, "found something else");
        }
        return reader.apply(item.json());
    }

    /** Whether the payload looks like an object, for topics that carry either that or a plain text. */
    public static boolean looksLikeObject(Frame frame) {
        for (byte one : frame.payload()) {
            if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
                return one == '{';
            }
        }
        return false;
    }

    private static Interpretation malformed(Frame frame, String found) {
        return Interpretation.refused(List.of(new Reason(ReasonCode.MALFORMED.name(), null,
                "a message of a " + frame.family() + " device on this topic is one JSON object, " + found)));
    }
}
