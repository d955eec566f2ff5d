package io.carbonflow.gateway.mapped;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.carbonflow.gateway.files.CsvSplitter;
import io.carbonflow.intake.mapping.CsvDialect;

/** The records of a CSV body and their cells, split as those of a file are. */
final class CsvLines {

    private static final char[] DELIMITERS = {';', '\t', '|', ','};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private CsvLines() {}

    /**
     * The first records, at most so many, blank ones left out.
     *
     * @param bytesMax the longest record
     */
    static List<CsvSplitter.Piece> of(byte[] body, char delimiter, char quote, int bytesMax, int max) {
        int from = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0;
        var splitter = new CsvSplitter(new ByteArrayInputStream(body, from, body.length - from), delimiter, quote,
                bytesMax);
        var pieces = new ArrayList<CsvSplitter.Piece>();
        try {
            CsvSplitter.Piece piece = splitter.next();
            while (piece != null && pieces.size() < max) {
                pieces.add(piece);
                piece = splitter.next();
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        return pieces;
    }

    private static boolean startsWithMark(byte[] body) {
        int length = BYTE_ORDER_MARK.length;
        return body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    /** The body with so many of its first lines empty: the others keep their numbers. */
    static byte[] withoutLines(byte[] body, int lines) {
        int from = 0;
        int left = lines;
        while (from < body.length && left > 0) {
            left -= body[from++] == '\n' ? 1 : 0;
        }
        if (from == 0) {
            return body;
        }
        byte[] rest = new byte[lines - left + body.length - from];
        Arrays.fill(rest, 0, lines - left, (byte) '\n');
        System.arraycopy(body, from, rest, lines - left, body.length - from);
        return rest;
    }

    /** The first line that is not blank, as far as it can hold a header; empty where there is none. */
    static byte[] firstLine(byte[] body) {
        int from = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0;
        while (from < body.length && body[from] >= 0 && body[from] <= ' ') {
            from++;
        }
        int to = from;
        while (to < body.length && body[to] != '\n') {
            to++;
        }
        return Arrays.copyOfRange(body, from, to);
    }

    /** The cells of a record; empty where its bytes are no text of the charset. */
    static Optional<List<String>> cells(byte[] bytes, CsvDialect dialect, char delimiter) {
        Charset charset = dialect.charset() == null ? StandardCharsets.UTF_8 : dialect.charset();
        try {
            return Optional.of(CsvSplitter.cells(charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString(), delimiter, dialect.quote()));
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    /** What stands between the cells: as declared, else the sign a header has most of. */
    static char delimiter(CsvDialect dialect, byte[] header) {
        if (dialect.delimiter() != null) {
            return dialect.delimiter();
        }
        char most = ',';
        int count = 0;
        for (char candidate : DELIMITERS) {
            int found = 0;
            for (byte one : header) {
                found += one == candidate ? 1 : 0;
            }
            if (found > count) {
                most = candidate;
                count = found;
            }
        }
        return most;
    }
}
