package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.carbonflow.accounting.quantity.ExactDecimal;

/** A strict JSON reader that keeps every digit of a number; a receipt is checked without any library. */
public final class JsonReader {

    private static final int DEPTH_MAX = 64;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String json;
    private final Map<String, Integer> lines;
    private String path = "";
    private int line = 1;
    private int lineSeenTo;
    private int position;
    private int depth;

    public JsonReader(String json) {
        this(json, null);
    }

    private JsonReader(String json, Map<String, Integer> lines) {
        this.json = json;
        this.lines = lines;
    }

    /** On which line of a readable text each value begins, counted from 1, by its path: {@code result.kg_co2e}. */
    static Map<String, Integer> lines(String json) {
        var lines = new HashMap<String, Integer>();
        new JsonReader(json, lines).read();
        return lines;
    }

    /**
     * The one value of the text: a map in the order of the text, a list, a text, a decimal, a boolean, or null.
     *
     * @throws IllegalArgumentException where the text is not one JSON value; the message says where and why
     */
    public Object read() {
        Object value = value();
        skipSpace();
        if (position < json.length()) {
            throw fault("nothing more");
        }
        return value;
    }

    private Object member(String key, int index) {
        if (lines == null) {
            return value();
        }
        String outer = path;
        path = key == null ? outer + '[' + index + ']' : outer.isEmpty() ? key : outer + '.' + key;
        skipSpace();
        for (; lineSeenTo < position; lineSeenTo++) {
            line += json.charAt(lineSeenTo) == '\n' ? 1 : 0;
        }
        lines.put(path, line);
        Object value = value();
        path = outer;
        return value;
    }

    private Object value() {
        skipSpace();
        if (position >= json.length()) {
            throw fault("a value");
        }
        return switch (json.charAt(position)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        enter();
        var object = new LinkedHashMap<String, Object>();
        if (!closes('}')) {
            do {
                skipSpace();
                String key = text();
                skipSpace();
                expect(':');
                if (object.containsKey(key)) {
                    throw fault("each key once, found " + key + " again");
                }
                object.put(key, member(key, 0));
            } while (continues('}'));
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        enter();
        var array = new ArrayList<>();
        if (!closes(']')) {
            do {
                array.add(member(null, array.size()));
            } while (continues(']'));
        }
        depth--;
        return array;
    }

    private void enter() {
        position++;
        if (++depth > DEPTH_MAX) {
            throw fault("at most " + DEPTH_MAX + " levels");
        }
    }

    private boolean closes(char end) {
        skipSpace();
        boolean closes = position < json.length() && json.charAt(position) == end;
        position += closes ? 1 : 0;
        return closes;
    }

    private boolean continues(char end) {
        if (closes(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String text() {
        expect('"');
        var text = new StringBuilder();
        while (position < json.length()) {
            char c = json.charAt(position++);
            if (c == '"') {
                return text.toString();
            }
            if (c < ' ') {
                throw fault("an escaped control character");
            }
            text.append(c == '\\' ? escaped() : c);
        }
        throw fault("the end of a text");
    }

    private char escaped() {
        char c = position < json.length() ? json.charAt(position++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("an escape");
        };
    }

    private char unicode() {
        int end = position + 4;
        if (end > json.length()) {
            throw fault("four hexadecimal digits");
        }
        int code = 0;
        for (; position < end; position++) {
            int digit = Character.digit(json.charAt(position), 16);
            if (digit < 0) {
                throw fault("four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private BigDecimal number() {
        int start = position;
        while (position < json.length() && "+-.eE0123456789".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
        String text = json.substring(start, position);
        if (!NUMBER.matcher(text).matches()) {
            throw fault("a value, found '" + text + "'");
        }
        return ExactDecimal.parse(text).orElseThrow(() -> fault("a number of ordinary size, found " + text));
    }

    private Object word(String word, Object value) {
        if (!json.startsWith(word, position)) {
            throw fault("a value");
        }
        position += word.length();
        return value;
    }

    private void expect(char c) {
        if (position >= json.length() || json.charAt(position) != c) {
            throw fault("'" + c + "'");
        }
        position++;
    }

    private void skipSpace() {
        while (position < json.length() && " \t\r\n".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException("JSON at character " + position + ": expected " + expected);
    }
}
