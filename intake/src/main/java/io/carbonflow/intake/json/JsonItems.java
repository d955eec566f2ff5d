package io.carbonflow.intake.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
     * What was made of the items of a body, each as soon as it was read, so that the trees of a large one are never in
     * memory together.
     *
     * @param found how many items the body has; more than the size of {@code items} where it has more than were wanted,
     *              and then those beyond were only counted
     */
    public record Taken<T>(boolean several, int found, List<T> items) {

        public Taken {
            items = List.copyOf(items);
        }
    }

    /**
     * A JSON document: an array is several items, anything else one. JSON values one after the other are several, too,
     * because senders of NDJSON forget its content type.
     */
    public static JsonItems ofDocument(byte[] body) {
        Taken<JsonItem> all = document(body, Integer.MAX_VALUE, item -> item);
        return new JsonItems(all.several(), all.items());
    }

    /** NDJSON: one item per line, blank lines skipped; the index is the line's number from 0. */
    public static JsonItems ofLines(byte[] body) {
        Taken<JsonItem> all = lines(body, Integer.MAX_VALUE, item -> item);
        return new JsonItems(true, all.items());
    }

    /**
     * Reads a body as {@link #ofDocument}.
     *
     * @param itemsMax how many items are wanted, 1 at least
     * @param take     what to make of one; its result is dropped where what follows shows that the body is unreadable
     */
    public static <T> Taken<T> document(byte[] body, int itemsMax, Function<JsonItem, T> take) {
        try (JsonParser parser = JsonTree.FACTORY.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return unreadable(body, "the body is empty", take);
            }
            if (parser.currentTokenLocation().getByteOffset() < 0) {
                return unreadable(body, "the body is not in UTF-8", take);
            }
            return first == JsonToken.START_ARRAY ? elements(parser, body, itemsMax, take)
                    : values(parser, body, itemsMax, take);
        } catch (IOException e) {
            return unreadable(body, unreadable(e), take);
        }
    }

    /** Reads a body as {@link #ofLines}; the rest as {@link #document}. */
    public static <T> Taken<T> lines(byte[] body, int itemsMax, Function<JsonItem, T> take) {
        var items = new ArrayList<T>();
        int found = 0;
        int line = 0;
        for (int start = 0; start < body.length; line++) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            int textEnd = end > start && body[end - 1] == '\r' ? end - 1 : end;
            if (!isBlank(body, start, textEnd) && ++found <= itemsMax) {
                items.add(take.apply(single(line, Arrays.copyOfRange(body, start, textEnd))));
            }
            start = end + 1;
        }
        return new Taken<>(true, found, items);
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

    /** The bytes of the value of this field of the object; empty where it has none. */
    public static Optional<byte[]> bytesAt(byte[] body, String name) {
        try (JsonParser parser = JsonTree.FACTORY.createParser(body)) {
            parser.nextToken();
            if (!enter(parser, name)) {
                return Optional.empty();
            }
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            return Optional.of(Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset()));
        } catch (IOException e) {
            return Optional.empty();
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

    private static <T> Taken<T> elements(JsonParser parser, byte[] body, int itemsMax, Function<JsonItem, T> take)
            throws IOException {
        var items = new ArrayList<T>();
        var tree = new JsonTree(parser);
        int found = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++found <= itemsMax) {
                items.add(take.apply(item(found - 1, tree, parser, body)));
            } else {
                parser.skipChildren();
            }
        }
        return parser.nextToken() == null ? new Taken<>(true, found, items)
                : unreadable(body, "something stands behind the end of the JSON array", take);
    }

    private static <T> Taken<T> values(JsonParser parser, byte[] body, int itemsMax, Function<JsonItem, T> take)
            throws IOException {
        var items = new ArrayList<T>();
        var tree = new JsonTree(parser);
        JsonItem first = item(0, tree, parser, body);
        int found = 1;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (found == 1) {
                items.add(take.apply(first));
            }
            if (++found <= itemsMax) {
                items.add(take.apply(item(found - 1, tree, parser, body)));
            } else {
                parser.skipChildren();
            }
        }
        return found > 1 ? new Taken<>(true, found, items)
                : new Taken<>(false, 1,
                        List.of(take.apply(new JsonItem(0, body, first.json(), first.unreadable()))));
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

    private static <T> Taken<T> unreadable(byte[] body, String why, Function<JsonItem, T> take) {
        return new Taken<>(false, 1, List.of(take.apply(new JsonItem(0, body, null, why))));
    }

    private static String unreadable(IOException failure) {
        // The parser's own message can quote the payload, and with it a name.
        return failure instanceof com.fasterxml.jackson.core.JsonProcessingException parsing
                && parsing.getLocation() != null
                        ? "not JSON: unreadable at line %d, column %d".formatted(parsing.getLocation().getLineNr(),
                                parsing.getLocation().getColumnNr())
                        : "not JSON";
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
