package io.carbonflow.gateway.mapped;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.carbonflow.intake.mapping.CsvDialect;

/** The records of a CSV body (RFC 4180) and their cells; a quoted cell may hold line breaks. */
final class CsvLines {

    private static final char[] DELIMITERS = {';', '\t', '|', ','};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * One record.
     *
     * @param line  the line it begins on, from 0
     * @param bytes without the line break
     */
    record Line(int line, byte[] bytes) {}

    private CsvLines() {}

    /** The first records, at most so many, blank ones left out. */
    static List<Line> of(byte[] body, char quote, int max) {
        int start = body.length >= 3 && Arrays.equals(Arrays.copyOf(body, 3), BYTE_ORDER_MARK) ? 3 : 0;
        var lines = new ArrayList<Line>();
        int number = 0;
        while (start < body.length && lines.size() < max) {
            int end = end(body, start, quote);
            int text = end > start && body[end - 1] == '\r' ? end - 1 : end;
            byte[] bytes = Arrays.copyOfRange(body, start, text);
            if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
                lines.add(new Line(number, bytes));
            }
            for (int i = start; i <= end && i < body.length; i++) {
                number += body[i] == '\n' ? 1 : 0;
            }
            start = end + 1;
        }
        return lines;
    }

    /** The break that ends the record; a quote that is never closed costs its line and not the rest. */
    private static int end(byte[] body, int start, char quote) {
        boolean quoted = false;
        int firstBreak = -1;
        for (int i = start; i < body.length; i++) {
            if (body[i] == quote) {
                quoted = !quoted;
            } else if (body[i] == '\n' && !quoted) {
                return i;
            } else if (body[i] == '\n' && firstBreak < 0) {
                firstBreak = i;
            }
        }
        return quoted && firstBreak >= 0 ? firstBreak : body.length;
    }

    /** The cells of a record; empty where its bytes are no text of the charset. */
    static Optional<List<String>> cells(byte[] bytes, CsvDialect dialect, char delimiter) {
        Charset charset = dialect.charset() == null ? StandardCharsets.UTF_8 : dialect.charset();
        try {
            return Optional.of(cells(charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString(), dialect.quote(), delimiter));
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    private static List<String> cells(String text, char quote, char delimiter) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == quote && quoted && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                cell.append(quote);
                i++;
            } else if (one == quote) {
                quoted = !quoted;
            } else if (one == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(one);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
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
