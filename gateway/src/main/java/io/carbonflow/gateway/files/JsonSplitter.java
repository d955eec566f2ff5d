package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The items of a JSON file as bytes, read as they are asked for: the elements of an array, or the values one after the
 * other. Only brackets and texts are looked at; what stands between them is for whoever reads the item.
 */
final class JsonSplitter {

    private static final int FILL = 64 * 1024;

    private final InputStream in;
    private final int bytesMax;
    private final byte[] input = new byte[FILL];
    private int position;
    private int limit;
    private byte[] item = new byte[1024];
    private int length;
    private long line = 1;
    private long itemLine;
    private Place place = Place.BEGINNING;

    private enum Place {
        BEGINNING,
        IN_ARRAY,
        BETWEEN_VALUES,
        BEHIND_ARRAY
    }

    /**
     * One item.
     *
     * @param line  on which it begins, from 1
     * @param bytes its own; of one that is too long the beginning
     * @param flaw  why it cannot be read, null where that is not known yet
     */
    record Piece(long line, byte[] bytes, String flaw) {}

    /** @param bytesMax the longest item */
    JsonSplitter(InputStream in, int bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /** Whether the file is an array, and so has several items be it one. Known once the first item was asked for. */
    boolean isArray() {
        return place == Place.IN_ARRAY || place == Place.BEHIND_ARRAY;
    }

    /** The next item; null at the end. */
    Piece next() throws IOException {
        length = 0;
        int depth = 0;
        boolean isText = false;
        boolean isEscaped = false;
        while (true) {
            int c = read();
            if (c < 0) {
                return atEnd(depth > 0 || isText);
            }
            boolean isOutside = depth == 0 && !isText;
            if (isOutside && length == 0 && passes(c)) {
                continue;
            }
            if (isOutside && length > 0 && ends(c)) {
                return finished(c);
            }
            keep(c);
            if (isText) {
                isText = (isEscaped || c != '"') && c != '\n'; // no text of JSON holds a line break
                isEscaped = !isEscaped && c == '\\';
            } else if (c == '"') {
                isText = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
            }
            if (depth == 0 && (c == '}' || c == ']') && !isText && place != Place.IN_ARRAY) {
                return piece(null);
            }
        }
    }

    /** Whether a character before an item is none of the item's. */
    private boolean passes(int c) {
        if (isBlank(c)) {
            return true;
        }
        if (c == '[' && place == Place.BEGINNING) {
            place = Place.IN_ARRAY;
            return true;
        }
        if (place == Place.BEGINNING) {
            place = Place.BETWEEN_VALUES;
        }
        if (place == Place.IN_ARRAY && c == ']') {
            place = Place.BEHIND_ARRAY;
            return true;
        }
        return place == Place.IN_ARRAY && c == ',';
    }

    private boolean ends(int c) {
        return place == Place.IN_ARRAY ? c == ',' || c == ']' : isBlank(c);
    }

    private Piece finished(int c) {
        Piece piece = piece(null);
        if (place == Place.IN_ARRAY && c == ']') {
            place = Place.BEHIND_ARRAY;
        }
        return piece;
    }

    private Piece atEnd(boolean isOpen) {
        if (place == Place.IN_ARRAY) {
            place = Place.BEHIND_ARRAY;
            return piece("the file ends inside its JSON array");
        }
        return length == 0 ? null : piece(isOpen ? "the file ends inside a JSON value" : null);
    }

    private Piece piece(String flaw) {
        int end = Math.min(length, bytesMax);
        while (end > 0 && length <= bytesMax && isBlank(item[end - 1])) {
            end--;
        }
        boolean isBehind = place == Place.BEHIND_ARRAY && flaw == null && length > 0;
        return new Piece(length == 0 ? line : itemLine, Arrays.copyOf(item, end),
                length > bytesMax ? "an item has at most " + bytesMax + " bytes"
                        : isBehind ? "something stands behind the end of the JSON array" : flaw);
    }

    private void keep(int c) {
        if (length == 0) {
            itemLine = line;
        }
        if (length < bytesMax) {
            if (length == item.length) {
                item = Arrays.copyOf(item, Math.min(bytesMax, item.length * 2));
            }
            item[length] = (byte) c;
        }
        length += length <= bytesMax ? 1 : 0;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(input, 0, input.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        int c = input[position++] & 0xFF;
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
