package io.carbonflow.gateway.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * How carriers write JSON: the same field in another case after a new version, one object where there may be several, an
 * id as a number here and as a text there.
 */
final class Payload {

    private Payload() {}

    /** The value under these names, one inside the other, whatever their case; a missing node where there is none. */
    static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String name : path) {
            here = member(here, name);
        }
        return here;
    }

    private static JsonNode member(JsonNode holder, String name) {
        if (holder.has(name)) {
            return holder.get(name);
        }
        for (Map.Entry<String, JsonNode> field : holder.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** The elements of an array, an object as the only one; empty where there is neither. */
    static List<JsonNode> several(JsonNode node) {
        if (node.isObject()) {
            return List.of(node);
        }
        var elements = new ArrayList<JsonNode>();
        if (node.isArray()) {
            node.forEach(elements::add);
        }
        return elements;
    }

    /** A text or number as it is written, without blanks around it; empty where there is none. */
    static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().strip();
        }
        return node.isBigDecimal() ? node.decimalValue().toPlainString()
                : node.isValueNode() && !node.isNull()
                        ? node.asText()
                        : "";
    }

    static String text(JsonNode node, String... path) {
        return text(at(node, path));
    }
}
