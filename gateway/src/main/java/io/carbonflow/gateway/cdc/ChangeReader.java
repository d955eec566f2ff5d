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

    /** What is known of a change beside its value. @param messageKey missing where there is none */
    record Around(JsonNode messageKey, String topic, Instant receivedAt) {}

    static ChangeEvent read(JsonNode value, Around around) {
        JsonNode whole = value.isTextual() ? ConnectValues.inner(value.textValue(), value) : value;
        boolean isWrapped = whole.isObject() && whole.has("payload") && (whole.has("schema") || whole.size() == 1);
        JsonNode schema = isWrapped ? whole.path("schema") : MISSING;
        JsonNode payload = isWrapped ? whole.get("payload") : whole;
        if (payload.isNull()) {
            return new ChangeEvent(Kind.TOMBSTONE, tableOf(around.topic()), "cdc", MISSING, MISSING,
                    rowKey(around.messageKey(), MISSING), revision(MISSING, payload, around), true);
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
        JsonNode after = row(schema, payload, "after");
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
                rowKey(around.messageKey(), after.isObject() ? after : before), revision(source, payload, around),
                payload.path("op").asText().equals("u"));
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
        JsonNode row = ConnectValues.plain(schema, payload);
        boolean isGone = row.path(FLAT + "deleted").asText("false").equals("true")
                || row.path(FLAT + "op").asText("").equals("d");
        String table = row.path(FLAT + "table").asText(tableOf(around.topic()));
        return new ChangeEvent(isGone ? Kind.GONE : Kind.STANDS, table, sourceId(MISSING, table),
                isGone ? row : MISSING, isGone ? MISSING : row, rowKey(around.messageKey(), row),
                flatRevision(row, around), !row.path(FLAT + "op").asText("u").equals("c"));
    }

    private static boolean isNoRow(JsonNode payload) {
        return TRANSACTION_MARKS.contains(payload.path("status").asText()) && payload.has("id")
                || payload.has("ddl") || payload.has("tableChanges")
                || payload.size() == 1 && payload.path("ts_ms").isIntegralNumber();
    }

    private static ChangeEvent rowless(Kind kind, JsonNode payload, Around around) {
        return new ChangeEvent(kind, tableOf(around.topic()), "cdc", MISSING, MISSING, "",
                revision(payload.path("source"), payload, around), false);
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

    /**
     * Where the log's own position is known, it orders; else the times do. The last digit lets the row that takes an id
     * over stand above the one that gives it up in the same change.
     */
    private static String revision(JsonNode source, JsonNode payload, Around around) {
        String tail = payload.path("op").asText("").equals("d") ? "-0" : "-1";
        if (isCount(source.path("lsn"))) {
            return wide(source.get("lsn")) + tail;
        }
        if (isCount(source.path("pos")) && source.path("file").isTextual()) {
            String file = source.get("file").textValue();
            String number = file.substring(file.lastIndexOf('.') + 1);
            return wide(number.matches("\\d{1,19}") ? number : "0") + '-' + wide(source.get("pos")) + '-'
                    + wide(source.path("row")) + tail;
        }
        if (source.path("change_lsn").isTextual()) {
            return source.path("commit_lsn").asText("") + '-' + source.get("change_lsn").textValue() + '-'
                    + wide(source.path("event_serial_no")) + tail;
        }
        if (source.path("scn").asText("").matches("\\d{1,20}")) {
            return wide(source.get("scn").asText()) + '-' + wide(payload.path("ts_ms")) + tail;
        }
        if (isCount(source.path("ts_ms")) || isCount(payload.path("ts_ms"))) {
            JsonNode first = isCount(source.path("ts_ms")) ? source.get("ts_ms") : payload.get("ts_ms");
            return wide(first) + '-' + wide(payload.path("ts_ms")) + tail;
        }
        return wide(Long.toString(around.receivedAt().toEpochMilli())) + tail;
    }

    private static String flatRevision(JsonNode row, Around around) {
        for (String position : List.of("lsn", "source_lsn", "source_ts_ms", "ts_ms")) {
            JsonNode value = row.path(FLAT + position);
            if (isCount(value)) {
                return wide(value) + (row.path(FLAT + "op").asText("").equals("d") ? "-0" : "-1");
            }
        }
        return wide(Long.toString(around.receivedAt().toEpochMilli())) + "-1";
    }

    private static boolean isCount(JsonNode value) {
        Long count = ConnectValues.count(value);
        return count != null && count >= 0;
    }

    private static String wide(JsonNode count) {
        return wide(isCount(count) ? count.asText() : "0");
    }

    private static String wide(String digits) {
        return "0".repeat(Math.max(0, 20 - digits.length())) + digits;
    }

    static JsonNode parsedKey(byte[] key) {
        if (key == null || key.length == 0) {
            return NullNode.instance;
        }
        var text = new String(key, java.nio.charset.StandardCharsets.UTF_8);
        return ConnectValues.inner(text, com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
    }
}
