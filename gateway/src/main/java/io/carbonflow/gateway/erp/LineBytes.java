package io.carbonflow.gateway.erp;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The bytes that are kept for each line of a document: those of the whole document, because a line means nothing without
 * it. Where that would be too much, the document with this line alone.
 */
final class LineBytes {

    /** Beyond this the dead letters of one document would fill the memory, were all its lines refused. */
    static final long COPIES_BYTES_MAX = 4L * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LineBytes() {}

    /** One for each line. */
    static List<byte[]> of(JsonNode document, List<DocumentLine> lines, byte[] whole) {
        boolean isTooMuch = lines.size() > 1 && (long) lines.size() * whole.length > COPIES_BYTES_MAX;
        return lines.stream().map(line -> isTooMuch ? bytes(line.alone(document)) : whole).toList();
    }

    /** What was read, written again. */
    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }
}
