package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;

/** The items of a JSON file: elements of an array, or values one after the other, or lines. */
final class JsonFile implements FileItems {

    /** No byte of a text in UTF-8. */
    private static final char NEVER = '\u00FF';

    private final JsonSplitter values;
    private final CsvSplitter lines;
    private final int bytesMax;
    private final String contentType;
    private final Function<JsonNode, Verdict> contract;
    private int count;

    private JsonFile(JsonSplitter values, CsvSplitter lines, int bytesMax, String contentType,
            Function<JsonNode, Verdict> contract) {
        this.values = values;
        this.lines = lines;
        this.bytesMax = bytesMax;
        this.contentType = contentType;
        this.contract = contract;
    }

    /** A JSON document. */
    static JsonFile document(InputStream in, int bytesMax, String contentType, Function<JsonNode, Verdict> contract) {
        return new JsonFile(new JsonSplitter(in, bytesMax), null, bytesMax, contentType, contract);
    }

    /** A JSON value in each line. */
    static JsonFile lines(InputStream in, int bytesMax, String contentType, Function<JsonNode, Verdict> contract) {
        return new JsonFile(null, new CsvSplitter(in, NEVER, NEVER, bytesMax), bytesMax, contentType, contract);
    }

    @Override
    public boolean several() {
        return lines != null || values.isArray() || count > 1;
    }

    @Override
    public FileItem next() throws IOException {
        if (lines != null) {
            CsvSplitter.Piece piece = lines.next();
            return piece == null ? null
                    : item((int) Math.min(piece.line() - 1, Integer.MAX_VALUE), piece.line(), piece.bytes(),
                            piece.flaw());
        }
        JsonSplitter.Piece piece = values.next();
        if (piece == null) {
            if (count == 0 && !values.isArray()) {
                throw new UnreadableFileException("the file is empty");
            }
            return null;
        }
        return item(count++, piece.line(), piece.bytes(), piece.flaw());
    }

    private FileItem item(int index, long line, byte[] bytes, String flaw) {
        return new FileItem(index, line, bytes, contentType, verdict(bytes, flaw));
    }

    private Verdict verdict(byte[] bytes, String flaw) {
        if (flaw != null) {
            return Reasons.only(bytes.length >= bytesMax ? ReasonCode.TOO_LARGE : ReasonCode.MALFORMED, null, flaw);
        }
        JsonItems read = JsonItems.ofDocument(bytes);
        JsonItem only = read.items().size() == 1 && !read.several() ? read.items().get(0) : null;
        if (only == null || only.json() == null) {
            return Reasons.only(ReasonCode.MALFORMED, null,
                    only == null ? "an item is one JSON object, found something else" : only.unreadable());
        }
        return contract.apply(only.json());
    }
}
