package io.carbonflow.gateway.cdc;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.gateway.cdc.ChangeReader.Around;

/**
 * What orders the changes of a row, as text of fixed widths. Where the log's own position is known, it orders; else the
 * times do, and within one time the place in the transaction and in the topic or body. The last digit lets the row that
 * takes an id over stand above the one that gives it up in the same change.
 */
final class LogPosition {

    /** Of the flattened form, which a Kafka Connect transformation makes of an envelope. */
    private static final String FLAT = "__";
    private static final String FLAT_SOURCE = "__source_";
    private static final int WIDTH = 20;

    private LogPosition() {}

    /** @param payload with {@code op}, {@code ts_ms} and {@code transaction} */
    static String of(JsonNode source, JsonNode payload, Around around) {
        String last = payload.path("op").asText("").equals("d") ? "-0" : "-1";
        String order = wide(payload.path("transaction").path("total_order"));
        if (isCount(source.path("lsn"))) {
            return wide(source.get("lsn")) + '-' + order + last;
        }
        if (isCount(source.path("pos")) && source.path("file").isTextual()) {
            String file = source.get("file").textValue();
            String number = file.substring(file.lastIndexOf('.') + 1);
            return wide(number.matches("\\d{1,19}") ? number : "0") + '-' + wide(source.get("pos")) + '-'
                    + wide(source.path("row")) + '-' + order + last;
        }
        if (source.path("change_lsn").isTextual()) {
            return source.path("commit_lsn").asText("") + '-' + source.get("change_lsn").textValue() + '-'
                    + wide(source.path("event_serial_no")) + '-' + order + last;
        }
        if (isCount(source.path("scn"))) {
            return wide(source.get("scn")) + '-' + wide(nanos(payload)) + '-' + order + '-' + wide(source.path("ssn"))
                    + last;
        }
        String within = isCount(payload.path("transaction").path("total_order")) ? order : wide(source.path("ord"));
        return times(source, payload, around.receivedAt()) + '-' + within + '-' + wide(Long.toString(around.place()))
                + last;
    }

    /** The same for a flattened row, which has the parts of its envelope in columns of their own. */
    static String ofFlat(JsonNode row, Around around) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(column -> {
            String name = column.getKey();
            if (name.startsWith(FLAT_SOURCE)) {
                source.set(name.substring(FLAT_SOURCE.length()), column.getValue());
            } else if (name.equals("__transaction_total_order")) {
                payload.putObject("transaction").set("total_order", column.getValue());
            } else if (name.startsWith(FLAT)) {
                payload.set(name.substring(FLAT.length()), column.getValue());
            }
        });
        if (!source.has("lsn") && payload.has("lsn")) {
            source.set("lsn", payload.get("lsn"));
        }
        return of(source, payload, around);
    }

    private static String times(JsonNode source, JsonNode payload, Instant receivedAt) {
        String committed = nanos(source);
        String processed = nanos(payload);
        String received = nanos(Long.toString(receivedAt.getEpochSecond()), 9, receivedAt.getNano());
        return wide(committed != null ? committed : processed != null ? processed : received) + '-' + wide(processed);
    }

    /** Nanoseconds since 1970 at whichever precision is told; null where no time is. */
    private static String nanos(JsonNode told) {
        return isCount(told.path("ts_ns")) ? digits(told.get("ts_ns"))
                : isCount(told.path("ts_us")) ? nanos(digits(told.get("ts_us")), 3, 0)
                        : isCount(told.path("ts_usec")) ? nanos(digits(told.get("ts_usec")), 3, 0)
                                : isCount(told.path("ts_ms")) ? nanos(digits(told.get("ts_ms")), 6, 0) : null;
    }

    private static String nanos(String count, int zeros, int nanos) {
        String rest = Integer.toString(nanos);
        return count + "0".repeat(zeros - (nanos == 0 ? 0 : rest.length())) + (nanos == 0 ? "" : rest);
    }

    private static boolean isCount(JsonNode value) {
        return digits(value) != null;
    }

    /** Null where it is no count, be it as a number or as a text. */
    private static String digits(JsonNode value) {
        Long count = ConnectValues.count(value);
        if (count != null) {
            return count >= 0 ? Long.toString(count) : null;
        }
        return value.isTextual() && value.textValue().matches("\\d{1,20}") ? value.textValue() : null;
    }

    private static String wide(JsonNode count) {
        return wide(digits(count));
    }

    private static String wide(String digits) {
        String count = digits == null ? "0" : digits;
        return count.length() > WIDTH ? "9".repeat(WIDTH) : "0".repeat(WIDTH - count.length()) + count;
    }
}
