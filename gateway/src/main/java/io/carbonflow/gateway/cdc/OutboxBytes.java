package io.carbonflow.gateway.cdc;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.intake.json.JsonItem;

/**
 * The bytes that are kept for each thing a change says: those of the change. Where it is an outbox row with a document of
 * so many lines that their dead letters would fill the memory, the row with this line alone.
 */
final class OutboxBytes {

    static final long COPIES_BYTES_MAX = 4L * 1024 * 1024;
    private static final String PAYLOAD = "payload";
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutboxBytes() {}

    static List<Examined> examined(JsonItem item, List<Part> parts) {
        boolean isTooMuch = parts.size() > 1 && (long) parts.size() * item.bytes().length > COPIES_BYTES_MAX;
        ObjectNode around = isTooMuch ? around(item.json()) : null;
        return parts.stream()
            .map(part -> new Examined(item.index(),
                    around == null || part.payload() == null ? item.bytes() : bytes(around, part.payload()),
                    part.verdict()))
            .toList();
    }

    /** A copy of the change, made once, in whose row each payload is put; null where it is no outbox row. */
    private static ObjectNode around(JsonNode change) {
        JsonNode whole = change.isTextual() ? ConnectValues.inner(change.textValue(), change) : change;
        return rowIn(whole).has(PAYLOAD) ? whole.deepCopy() : null;
    }

    private static JsonNode rowIn(JsonNode whole) {
        boolean isWrapped = whole.path(PAYLOAD).isObject() && (whole.has("schema") || whole.size() == 1);
        JsonNode inner = isWrapped ? whole.get(PAYLOAD) : whole;
        return inner.path("after").isObject() ? inner.get("after") : inner;
    }

    private static byte[] bytes(ObjectNode around, JsonNode payload) {
        try {
            ((ObjectNode) rowIn(around)).set(PAYLOAD, TextNode.valueOf(JSON.writeValueAsString(payload)));
            return JSON.writeValueAsBytes(around);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }
}
