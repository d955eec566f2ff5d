package io.carbonflow.gateway.erp;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/**
 * Where in an item its documents are.
 *
 * @param path  the names on the way to them
 * @param inner the document, or the array of them
 */
record Unwrapped(List<String> path, JsonNode inner) {

    private static final String DATA = "data";

    /** One document and the bytes that say all of it. */
    record Part(JsonNode document, byte[] bytes) {}

    /** The whole of it. */
    static Unwrapped whole(JsonNode json) {
        return new Unwrapped(List.of(), json);
    }

    /** One step further in, where there is an object; else here. */
    Unwrapped into(String name) {
        return inner.path(name).isObject() ? step(name) : this;
    }

    /** One step further in, where there is an array; else here. */
    Unwrapped intoArray(String name) {
        return inner.path(name).isArray() ? step(name) : this;
    }

    private Unwrapped step(String name) {
        var further = new ArrayList<>(path);
        further.add(name);
        return new Unwrapped(List.copyOf(further), inner.get(name));
    }

    /**
     * The documents. The only one keeps the item's bytes; of several each has its own, because as many copies of the item
     * as it has documents would fill the memory.
     */
    List<Part> parts(JsonItem item) {
        if (!inner.isArray()) {
            return List.of(new Part(inner, item.bytes()));
        }
        List<byte[]> elements = isEvent(item.json()) ? List.of()
                : JsonItems.bytesOfElements(item.bytes(), path.toArray(String[]::new));
        var parts = new ArrayList<Part>(inner.size());
        for (int i = 0; i < inner.size(); i++) {
            JsonNode document = inner.get(i);
            byte[] bytes = elements.size() == inner.size() ? elements.get(i)
                    : LineBytes.bytes(isEvent(item.json()) ? eventAround(document, item.json()) : document);
            parts.add(new Part(document, bytes));
        }
        return parts;
    }

    /** What an event says of its documents (when, and that they end) has to stay with each. */
    private static boolean isEvent(JsonNode json) {
        return json.path("type").isTextual() && json.has(DATA);
    }

    private static JsonNode eventAround(JsonNode document, JsonNode event) {
        ObjectNode alone = ((ObjectNode) event).objectNode();
        for (String name : List.of("specversion", "type", "source", "id", "time")) {
            if (event.has(name)) {
                alone.set(name, event.get(name));
            }
        }
        alone.set(DATA, document);
        return alone;
    }
}
