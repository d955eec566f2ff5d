package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way to write a value as JSON, so that equal values are equal bytes: keys sorted by UTF-16 code unit, no white
 * space, strings escaped as RFC 8785 says.
 *
 * <p>
 * Numbers differ from RFC 8785, which squeezes them through a double: ours are plain decimals with exactly the digits of
 * the {@link BigDecimal}, trailing zeros included, never an exponent. {@link #read} gives back the same digits.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical text of a value made of maps with text keys, collections, texts, booleans, exact numbers and null.
     *
     * @throws IllegalArgumentException for any other value, a double above all
     */
    public static String write(Object value) {
        var json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    /**
     * Reads JSON into maps (in document order), lists, texts, {@link BigDecimal}s, booleans and null.
     *
     * @throws IllegalArgumentException where the text is not one JSON value
     */
    public static Object read(String json) {
        return new JsonReader(json).read();
    }

    static void append(StringBuilder json, Object value) {
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof String text) {
            appendText(json, text);
        } else if (value instanceof BigDecimal number) {
            json.append(number.toPlainString());
        } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            json.append(value);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(json, map);
        } else if (value instanceof Collection<?> list) {
            appendArray(json, list);
        } else {
            throw new IllegalArgumentException("canonical JSON has no form for " + value.getClass().getName());
        }
    }

    private static void appendObject(StringBuilder json, Map<?, ?> map) {
        Map<?, ?> sorted = map instanceof SortedMap<?, ?> inOrder && inOrder.comparator() == null || map.size() < 2
                ? map
                : new TreeMap<>(map);
        char separator = '{';
        for (Map.Entry<?, ?> entry : sorted.entrySet()) {
            appendText(json.append(separator), (String) entry.getKey());
            append(json.append(':'), entry.getValue());
            separator = ',';
        }
        json.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(StringBuilder json, Collection<?> list) {
        char separator = '[';
        for (Object element : list) {
            append(json.append(separator), element);
            separator = ',';
        }
        json.append(list.isEmpty() ? "[]" : "]");
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(text, written, i).append(escape(c));
                written = i + 1;
            }
        }
        json.append(text, written, text.length()).append('"');
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u00" + (c < 0x10 ? '0' : '1') + Character.forDigit(c & 0xF, 16);
        };
    }

    /** An object under construction whose keys must come in canonical order, so that nothing needs sorting. */
    static final class ObjectWriter {

        private final StringBuilder json;
        private String last;

        ObjectWriter(StringBuilder json) {
            this.json = json;
        }

        /** Adds a member; a null value is written as null. */
        ObjectWriter put(String key, Object value) {
            append(key(key), value);
            return this;
        }

        /** Adds a member only where there is a value. */
        ObjectWriter putKnown(String key, Object value) {
            return value == null ? this : put(key, value);
        }

        /** Adds a member that is itself an object. */
        ObjectWriter object(String key) {
            return new ObjectWriter(key(key));
        }

        /** Begins a member whose value the caller appends. */
        void open(String key) {
            key(key);
        }

        /** Writes the comma before members that the caller may append, each with a comma behind it. */
        void separate() {
            json.append(',');
        }

        /** Adds a member that is itself an object, after {@link #separate}. */
        ObjectWriter objectAfterGap(String key) {
            last = key;
            appendText(json, key);
            json.append(':');
            return new ObjectWriter(json);
        }

        void end() {
            json.append(last == null ? "{}" : "}");
        }

        private StringBuilder key(String key) {
            if (last != null && last.compareTo(key) >= 0) {
                throw new IllegalStateException("key " + key + " comes after " + last);
            }
            json.append(last == null ? '{' : ',');
            last = key;
            appendText(json, key);
            return json.append(':');
        }
    }
}
