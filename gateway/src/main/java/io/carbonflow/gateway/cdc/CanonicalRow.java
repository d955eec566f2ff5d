package io.carbonflow.gateway.cdc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A row whose columns are named like the fields of an activity, and the activity it is. */
final class CanonicalRow {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final Set<String> IDS = Set.of("id", "source_id", "facility_id", "supplier_id", "product_id",
            "subdivision");
    private static final Set<String> TIMES = Set.of("occurred_at", "period_start", "period_end");
    private static final String ATTRIBUTES = "attributes";
    /** A count of this many days since 1970 lies in the year 2516: what is more counts something smaller than days. */
    private static final long DAYS_MAX = 200_000L;
    private static final long MILLIS_MAX = 100_000_000_000_000L;
    private static final long MICROS_MAX = 100_000_000_000_000_000L;

    private CanonicalRow() {}

    /** Whether the row's columns say what was done: {@code activity} beside {@code quantity}, {@code kind} or attributes. */
    static boolean isOne(JsonNode row) {
        JsonNode named = lowerCase(row);
        return named.has("activity") && (named.has("quantity") || named.has("kind") || named.has(ATTRIBUTES));
    }

    /** The event's id; null where the row has none. */
    static String id(JsonNode row) {
        JsonNode id = lowerCase(row).path("id");
        return id.isValueNode() && !id.isNull() && !id.asText().isBlank() ? id.asText() : null;
    }

    /** The activity as its contract wants it: names of digits are texts, counted times are times. */
    static ObjectNode activity(JsonNode row, String sourceId) {
        var activity = new ObjectNode(NODES);
        lowerCase(row).properties().forEach(column -> {
            String name = column.getKey();
            JsonNode value = column.getValue();
            if (name.startsWith(ATTRIBUTES + '.')) {
                activity.withObjectProperty(ATTRIBUTES).set(name.substring(ATTRIBUTES.length() + 1), value);
            } else if (name.equals(ATTRIBUTES)) {
                activity.set(name, value.isTextual() ? ConnectValues.inner(value.textValue(), value) : value);
            } else if (IDS.contains(name)) {
                activity.set(name, value.isNumber() ? TextNode.valueOf(value.asText()) : value);
            } else {
                activity.set(name, TIMES.contains(name) ? time(value) : value);
            }
        });
        if (!activity.hasNonNull("source_id")) {
            activity.put("source_id", sourceId);
        }
        return activity;
    }

    /** Some databases shout their columns' names. */
    private static JsonNode lowerCase(JsonNode row) {
        if (!row.isObject() || row.has("id") || row.has("activity") || !row.has("ID")) {
            return row;
        }
        var lower = new ObjectNode(NODES);
        row.properties().forEach(column -> lower.set(column.getKey().toLowerCase(Locale.ROOT), column.getValue()));
        return lower;
    }

    /** A time that came without its schema: its size says what it counts. A date is the start of its day. */
    private static JsonNode time(JsonNode value) {
        if (value.isTextual() && value.textValue().length() == "2025-11-03".length()) {
            return TextNode.valueOf(value.textValue() + "T00:00:00Z");
        }
        Long counted = ConnectValues.count(value);
        if (counted == null) {
            return value;
        }
        long count = counted;
        try {
            if (Math.abs(count) <= DAYS_MAX) {
                return TextNode.valueOf(LocalDate.ofEpochDay(count) + "T00:00:00Z");
            }
            long perSecond = Math.abs(count) < MILLIS_MAX ? 1_000L
                    : Math.abs(count) < MICROS_MAX ? 1_000_000L : 1_000_000_000L;
            return TextNode.valueOf(ConnectValues.instant(count, perSecond).toString());
        } catch (DateTimeException beyondTheCalendar) {
            return value;
        }
    }

    /** The names of columns by which a mapping is looked for and a reason explains. */
    static List<String> columns(JsonNode row) {
        var names = new java.util.ArrayList<String>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
