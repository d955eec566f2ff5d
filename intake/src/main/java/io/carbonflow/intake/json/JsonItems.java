package io.carbonflow.intake.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The items of a body, each parsed once and beside its own bytes.
 *
 * @param several whether the body's form is that of several items, be it one
 * @param items   in order; never empty unless {@code several}
 */
public record JsonItems(boolean several, List<JsonItem> items) {

    public JsonItems {
        items = List.copyOf(items);
    }

    /**
     * A JSON document: an array is several items, anything else one. JSON values one after the other are several, too,
     * because senders of NDJSON forget its content type.
     */
    public static JsonItems ofDocument(byte[] body) {
        try (JsonParser parser = JsonTree.FACTORY.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return unreadable(body, "the body is empty");
            }
            if (parser.currentTokenLocation().getByteOffset() < 0) {
                return unreadable(body, "the body is not in UTF-8");
            }
            return first == JsonToken.START_ARRAY ? elements(parser, body) : values(parser, body);
        } catch (IOException e) {
            return unreadable(body, unreadable(e));
        }
    }

    /** NDJSON: one item per line, blank lines skipped; the index is the line's number from 0. */
    public static JsonItems ofLines(byte[] body) {
        var items = new ArrayList<JsonItem>();
        int line = 0;
        for (int start = 0; start < body.length; line++) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            byte[] bytes = Arrays.copyOfRange(body, start, end > start && body[end - 1] == '\r' ? end - 1 : end);
            if (!isBlank(bytes)) {
                items.add(single(line, bytes));
            }
            start = end + 1;
        }
        return new JsonItems(true, items);
    }

    /** The bytes of each element of the array at this path of field names; empty where the body has none there. */
    public static List<byte[]> bytesOfElements(byte[] body, String... path) {
        try (JsonParser parser = JsonTree.FACTORY.createParser(body)) {
            parser.nextToken();
            for (String name : path) {
                if (!enter(parser, name)) {
                    return List.of();
                }
            }
            return parser.currentToken() == JsonToken.START_ARRAY ? skipped(parser, body) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static JsonItem single(int index, byte[] bytes) {
        JsonItems read = ofDocument(bytes);
        if (read.several || read.items.size() != 1) {
            return new JsonItem(index, bytes, null, "the line is one JSON object, found something else");
        }
        JsonItem only = read.items.get(0);
        return new JsonItem(index, bytes, only.json(), only.unreadable());
    }

    private static JsonItems elements(JsonParser parser, byte[] body) throws IOException {
        var items = new ArrayList<JsonItem>();
        var tree = new JsonTree(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item(items.size(), tree, parser, body));
        }
        return parser.nextToken() == null ? new JsonItems(true, items)
                : unreadable(body, "something stands behind the end of the JSON array");
    }

    private static JsonItems values(JsonParser parser, byte[] body) throws IOException {
        var items = new ArrayList<JsonItem>();
        var tree = new JsonTree(parser);
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            items.add(item(items.size(), tree, parser, body));
        }
        if (items.size() > 1) {
            return new JsonItems(true, items);
        }
        JsonItem only = items.get(0);
        return new JsonItems(false, List.of(new JsonItem(0, body, only.json(), only.unreadable())));
    }

    private static JsonItem item(int index, JsonTree tree, JsonParser parser, byte[] body) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode json = tree.read();
        byte[] bytes = Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset());
        return tree.flaw() == null ? new JsonItem(index, bytes, json, null)
                : new JsonItem(index, bytes, null, tree.flaw());
    }

    private static boolean enter(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = name.equals(parser.currentName());
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static List<byte[]> skipped(JsonParser parser, byte[] body) throws IOException {
        var elements = new ArrayList<byte[]>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            elements.add(Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset()));
        }
        return elements;
    }

    private static JsonItems unreadable(byte[] body, String why) {
        return new JsonItems(false, List.of(new JsonItem(0, body, null, why)));
    }

    private static String unreadable(IOException failure) {
        // The parser's own message can quote the payload, and with it a name.
        return failure instanceof com.fasterxml.jackson.core.JsonProcessingException parsing
                && parsing.getLocation() != null
                        ? "not JSON: unreadable at line %d, column %d".formatted(parsing.getLocation().getLineNr(),
                                parsing.getLocation().getColumnNr())
                        : "not JSON";
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
