package io.carbonflow.gateway.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Columns that a change does not tell: PostgreSQL keeps long values apart and leaves those out that an update did not
 * touch, and Debezium writes a placeholder for them. It is never data.
 *
 * @param row     with the earlier value where the change tells that
 * @param columns those whose value nobody tells; they have the placeholder still
 */
record Unavailable(JsonNode row, List<String> columns) {

    /** As text, and as the bytes of it in base64 and hexadecimal. */
    private static final Set<String> PLACEHOLDERS = Set.of("__debezium_unavailable_value",
            "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==", "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565");

    Unavailable {
        columns = List.copyOf(columns);
    }

    /** @param before the row as it was; missing where it is not told */
    static Unavailable in(JsonNode after, JsonNode before) {
        var columns = new ArrayList<String>();
        after.properties()
            .stream()
            .filter(column -> isPlaceholder(column.getValue()))
            .forEach(column -> columns.add(column.getKey()));
        if (columns.isEmpty()) {
            return new Unavailable(after, columns);
        }
        ObjectNode row = after.deepCopy();
        columns.removeIf(column -> {
            boolean isKnown = before.has(column) && !isPlaceholder(before.get(column));
            if (isKnown) {
                row.set(column, before.get(column));
            }
            return isKnown;
        });
        return new Unavailable(row, columns);
    }

    /** The row without what is not told. */
    static JsonNode without(JsonNode row, List<String> columns) {
        ObjectNode rest = row.deepCopy();
        rest.remove(columns);
        return rest;
    }

    private static boolean isPlaceholder(JsonNode value) {
        return value.isTextual() && PLACEHOLDERS.contains(value.textValue())
                || value.isArray() && value.size() == 1 && isPlaceholder(value.get(0));
    }
}
