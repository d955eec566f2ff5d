package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;

import io.carbonflow.gateway.cdc.ChangeEvent.Kind;

/** Reads Debezium envelopes, with and without the schema wrapper, and plain rows as other connectors write them. */
final class ChangeReader {

    private static final JsonNode MISSING = MissingNode.getInstance();
    private static final Set<String> TRANSACTION_MARKS = Set.of("BEGIN", "END");
    /** Of the flattened form, which a Kafka Connect transformation makes of an envelope. */
    private static final String FLAT = "__";

    private ChangeReader() {}

    /**
     * What is known of a change beside its value.
     *
     * @param messageKey missing where there is none
     * @param place      among what came with it: the record's offset, or the index in the body
     */
    record Around(JsonNode messageKey, String topic, long place, Instant receivedAt) {

        /** Of an item of a body; a record of a topic has its own place. */
        Around at(int index) {
            return topic.isEmpty() ? new Around(messageKey, topic, index, receivedAt) : this;
        }
    }

    static ChangeEvent read(JsonNode value, Around around) {
        JsonNode whole = value.isTextual() ? ConnectValues.inner(value.textValue(), value) : value;
        boolean isWrapped = whole.isObject() && whole.has("payload") && (whole.has("schema") || whole.size() == 1);
        JsonNode schema = isWrapped ? whole.path("schema") : MISSING;
        JsonNode payload = isWrapped ? whole.get("payload") : whole;
        if (payload.isNull()) {
            return new ChangeEvent(Kind.TOMBSTONE, tableOf(around.topic()), "cdc", MISSING, MISSING,
                    rowKey(around.messageKey(), MISSING), LogPosition.of(MISSING, payload, around), true,
                    List.of());
        }
        if (!payload.isObject()) {
            return rowless(Kind.UNREADABLE, payload, around);
        }
        if (payload.has("op") && (payload.has("before") || payload.has("after") || payload.has("source"))) {
            return envelope(schema, payload, around);
        }
        return isNoRow(payload) ? rowless(Kind.NO_ROW, payload, around) : flat(schema, payload, around);
    }

    private static ChangeEvent envelope(JsonNode schema, JsonNode payload, Around around) {
        JsonNode image = row(schema, payload, "before");
        JsonNode before = image.isMissingNode() && payload.path("op").asText().equals("d") ? keyRow(around.messageKey())
                : image;
        Unavailable told = Unavailable.in(row(schema, payload, "after"), image);
        JsonNode after = told.row();
        JsonNode source = payload.path("source");
        Kind kind = switch (payload.path("op").asText()) {
            case "c", "r", "u" -> Kind.STANDS;
            case "d" -> Kind.GONE;
            case "t" -> Kind.TRUNCATED;
            case "m" -> Kind.NO_ROW;
            default -> Kind.UNREADABLE;
        };
        String table = table(source, around);
        return new ChangeEvent(kind, table, sourceId(source, table), before, after,
                rowKey(around.messageKey(), after.isObject() ? after : before), LogPosition.of(source, payload, around),
                payload.path("op").asText().equals("u"), told.columns());
    }

    private static JsonNode row(JsonNode schema, JsonNode payload, String image) {
        JsonNode row = ConnectValues.plain(ConnectValues.fieldSchema(schema, image), payload.path(image));
        return row.isObject() ? row : MISSING;
    }

    /** With REPLICA IDENTITY NOTHING only the message's key tells which row went. */
    private static JsonNode keyRow(JsonNode messageKey) {
        JsonNode plain = messageKey.has("payload") && messageKey.has("schema") ? messageKey.get("payload") : messageKey;
        return plain.isObject() && !plain.isEmpty() ? plain : MISSING;
    }

    /** A row without an envelope: flattened by a transformation, or from a connector that polls. */
    private static ChangeEvent flat(JsonNode schema, JsonNode payload, Around around) {
        Unavailable told = Unavailable.in(ConnectValues.plain(schema, payload), MISSING);
        JsonNode row = told.row();
        boolean isGone = row.path(FLAT + "deleted").asText("false").equals("true")
                || row.path(FLAT + "op").asText("").equals("d");
        String table = row.path(FLAT + "table").asText(tableOf(around.topic()));
        return new ChangeEvent(isGone ? Kind.GONE : Kind.STANDS, table, sourceId(MISSING, table),
                isGone ? row : MISSING, isGone ? MISSING : row, rowKey(around.messageKey(), row),
                LogPosition.ofFlat(row, around), !row.path(FLAT + "op").asText("u").equals("c"),
                told.columns());
    }

    private static boolean isNoRow(JsonNode payload) {
        return TRANSACTION_MARKS.contains(payload.path("status").asText()) && payload.has("id")
                || payload.has("ddl") || payload.has("tableChanges")
                || payload.size() == 1 && payload.path("ts_ms").isIntegralNumber();
    }

    private static ChangeEvent rowless(Kind kind, JsonNode payload, Around around) {
        return new ChangeEvent(kind, tableOf(around.topic()), "cdc", MISSING, MISSING, "",
                LogPosition.of(payload.path("source"), payload, around), false, List.of());
    }

    private static String table(JsonNode source, Around around) {
        String name = source.path("table").asText(source.path("collection").asText(""));
        String within = source.path("schema").asText(source.path("db").asText(""));
        return name.isEmpty() ? tableOf(around.topic()) : within.isEmpty() ? name : within + '.' + name;
    }

    /** The table is the end of the topic's name: {@code cdc.<tenant>.<database>.<schema>.<table>}. */
    private static String tableOf(String topic) {
        String[] parts = topic.split("\\.", -1);
        return parts.length >= 4 ? parts[parts.length - 2] + '.' + parts[parts.length - 1] : parts[parts.length - 1];
    }

    private static String sourceId(JsonNode source, String table) {
        String server = source.path("db").asText(source.path("name").asText(""));
        String name = table.isEmpty() ? "unknown" : table;
        return server.isEmpty() || name.startsWith(server + '.') ? "cdc:" + name : "cdc:" + server + '.' + name;
    }

    /** All fields of the message's key; else the row's own id. */
    private static String rowKey(JsonNode messageKey, JsonNode row) {
        JsonNode plain = messageKey.has("payload") && messageKey.has("schema") ? messageKey.get("payload") : messageKey;
        if (plain.isObject() && !plain.isEmpty()) {
            List<String> parts = new ArrayList<>();
            plain.forEach(part -> parts.add(part.asText()));
            return String.join(",", parts);
        }
        return plain.isValueNode() && !plain.isNull() ? plain.asText() : row.path("id").asText("");
    }

    static JsonNode parsedKey(byte[] key) {
        if (key == null || key.length == 0) {
            return NullNode.instance;
        }
        var text = new String(key, java.nio.charset.StandardCharsets.UTF_8);
        return ConnectValues.inner(text, com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
    }
}
