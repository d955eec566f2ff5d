package io.carbonflow.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One item of a delivery with what it stands in.
 *
 * @param item     itself
 * @param parent   the object whose array holds it; the item itself where there is none
 * @param document the whole; the item itself where there is nothing around it
 */
public record Place(JsonNode item, JsonNode parent, JsonNode document) {

    /** An item with nothing around it, such as a row. */
    public static Place alone(JsonNode item) {
        return new Place(item, item, item);
    }
}
