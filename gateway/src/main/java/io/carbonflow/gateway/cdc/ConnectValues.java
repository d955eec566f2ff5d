package io.carbonflow.gateway.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/**
 * Values as Kafka Connect's JSON converter writes them, read by their schema: decimals that are base64 bytes and a scale,
 * dates that are days, times that are milli-, micro- or nanoseconds since 1970. What cannot be read stays as it is, and
 * the contract then says what is wrong with it.
 */
final class ConnectValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DECIMAL_BYTES_MAX = 64;

    private ConnectValues() {}

    /** The value in plain JSON; the schema may be missing. */
    static JsonNode plain(JsonNode schema, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return value;
        }
        if (isVariableDecimal(value)) {
            return decimal(value.get("value").textValue(), value.get("scale").asInt(), value);
        }
        return schema.isObject() ? typed(schema, value) : untyped(value);
    }

    /** Without a schema only a decimal that brings its scale can be told from what it looks like. */
    private static JsonNode untyped(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        var plain = new ObjectNode(NODES);
        value.properties().forEach(entry -> {
            JsonNode inner = entry.getValue();
            plain.set(entry.getKey(), isVariableDecimal(inner) ? plain(schemaless(), inner) : inner);
        });
        return plain;
    }

    private static JsonNode schemaless() {
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** A whole number as the reader of JSON gives it, however many digits it has; null where it is none. */
    static Long count(JsonNode value) {
        if (!value.isNumber()
                || !(value.isIntegralNumber() || value.isBigDecimal() && value.decimalValue().scale() == 0)) {
            return null;
        }
        return value.canConvertToLong() ? Long.valueOf(value.longValue()) : null;
    }

    /** An inner schema of a struct by the name of the field; missing where there is none. */
    static JsonNode fieldSchema(JsonNode schema, String field) {
        for (JsonNode one : schema.path("fields")) {
            if (one.path("field").asText().equals(field)) {
                return one;
            }
        }
        return schemaless();
    }

    private static JsonNode typed(JsonNode schema, JsonNode value) {
        return switch (schema.path("name").asText("")) {
            case "org.apache.kafka.connect.data.Decimal" -> value.isTextual()
                    ? decimal(value.textValue(), schema.path("parameters").path("scale").asInt(), value)
                    : value;
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> day(value);
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" -> time(value, 1_000L);
            case "io.debezium.time.MicroTimestamp" -> time(value, 1_000_000L);
            case "io.debezium.time.NanoTimestamp" -> time(value, NANOS_PER_SECOND);
            case "io.debezium.data.Json" -> value.isTextual() ? inner(value.textValue(), value) : value;
            default -> structured(schema, value);
        };
    }

    private static JsonNode structured(JsonNode schema, JsonNode value) {
        if (value.isObject() && schema.path("fields").isArray()) {
            var plain = new ObjectNode(NODES);
            value.properties()
                .forEach(entry -> plain.set(entry.getKey(),
                        plain(fieldSchema(schema, entry.getKey()), entry.getValue())));
            return plain;
        }
        if (value.isArray() && schema.path("items").isObject()) {
            var plain = new ArrayNode(NODES);
            value.forEach(one -> plain.add(plain(schema.get("items"), one)));
            return plain;
        }
        return value;
    }

    /** Debezium's io.debezium.data.VariableScaleDecimal, which its shape alone gives away. */
    private static boolean isVariableDecimal(JsonNode value) {
        return value.isObject() && value.size() == 2 && value.path("scale").isIntegralNumber()
                && value.path("value").isTextual();
    }

    private static JsonNode decimal(String base64, int scale, JsonNode asItIs) {
        try {
            byte[] unscaled = Base64.getDecoder().decode(base64);
            if (unscaled.length == 0 || unscaled.length > DECIMAL_BYTES_MAX
                    || Math.abs(scale) > ExactDecimal.SCALE_MAX) {
                return asItIs;
            }
            return DecimalNode.valueOf(new BigDecimal(new BigInteger(unscaled), scale));
        } catch (IllegalArgumentException notBase64) {
            return asItIs;
        }
    }

    private static JsonNode day(JsonNode value) {
        try {
            Long days = count(value);
            return days == null ? value : TextNode.valueOf(LocalDate.ofEpochDay(days).toString());
        } catch (DateTimeException beyondTheCalendar) {
            return value;
        }
    }

    private static JsonNode time(JsonNode value, long unitsPerSecond) {
        Long count = count(value);
        return count == null ? value : TextNode.valueOf(instant(count, unitsPerSecond).toString());
    }

    /** A count of units since 1970; a database's time without a zone is written as if it were UTC. */
    static Instant instant(long count, long unitsPerSecond) {
        return Instant.ofEpochSecond(Math.floorDiv(count, unitsPerSecond),
                Math.floorMod(count, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond));
    }

    /** JSON that stands as text in JSON; as it is where it is none. */
    static JsonNode inner(String text, JsonNode asItIs) {
        JsonItems items = JsonItems.ofDocument(text.getBytes(UTF_8));
        JsonItem only = items.items().size() == 1 && !items.several() ? items.items().get(0) : null;
        return only == null || only.json() == null ? asItIs : only.json();
    }
}
