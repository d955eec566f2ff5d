package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of a CSV file (RFC 4180) as bytes, read as they are asked for: quoted cells may hold line breaks. A quote
 * that is never closed costs the line it stands in, not the rest of the file.
 */
public final class CsvSplitter {

    private static final int FILL = 64 * 1024;

    private final InputStream in;
    private final byte delimiter;
    private final byte quote;
    private final int bytesMax;
    private byte[] buffer = new byte[FILL];
    private int start;
    private int limit;
    private boolean isEnd;
    private long line;

    /**
     * One record.
     *
     * @param line  the number of its first line in the file, from 1
     * @param bytes without the line break; of a record that is too long its beginning
     * @param flaw  why it cannot be read, null where it can
     */
    public record Piece(long line, byte[] bytes, String flaw) {}

    /** @param bytesMax the longest record */
    public CsvSplitter(InputStream in, char delimiter, char quote, int bytesMax) {
        this.in = in;
        this.delimiter = (byte) delimiter;
        this.quote = (byte) quote;
        this.bytesMax = bytesMax;
    }

    /** The next record that is not blank; null at the end. */
    public Piece next() throws IOException {
        while (true) {
            Piece piece = piece();
            if (piece == null || !isBlank(piece.bytes()) || piece.flaw() != null) {
                return piece;
            }
        }
    }

    /** Passes over one line, whatever stands in it: what is before a header follows no rules. */
    void skipLine() throws IOException {
        line += at(0) < 0 ? 0 : 1;
        int c = at(0);
        while (c >= 0 && c != '\n') {
            start++;
            c = at(0);
        }
        start += c < 0 ? 0 : 1;
    }

    /** The cells of a record, without blanks around them; only a quote at the beginning of a cell quotes. */
    public static List<String> cells(String text, char delimiter, char quote) {
        var cells = new ArrayList<String>();
        int at = 0;
        while (at <= text.length()) {
            var cell = new StringBuilder();
            if (at < text.length() && text.charAt(at) == quote) {
                at++;
                while (at < text.length() && (text.charAt(at) != quote
                        || at + 1 < text.length() && text.charAt(at + 1) == quote)) {
                    at += text.charAt(at) == quote ? 1 : 0;
                    cell.append(text.charAt(at++));
                }
                at++;
            } else {
                while (at < text.length() && text.charAt(at) != delimiter) {
                    cell.append(text.charAt(at++));
                }
            }
            cells.add(cell.toString().strip());
            at++;
        }
        return cells;
    }

    private Piece piece() throws IOException {
        if (at(0) < 0) {
            return null;
        }
        line++;
        boolean isQuoted = false;
        boolean atCellStart = true;
        int firstBreak = -1;
        for (int i = 0; i <= bytesMax; i++) {
            int c = at(i);
            if (c < 0) {
                return isQuoted ? broken(firstBreak < 0 ? i : firstBreak, "a quote is opened and never closed")
                        : taken(i, i);
            }
            if (isQuoted) {
                if (c == quote && at(i + 1) == quote) {
                    i++;
                } else if (c == quote) {
                    isQuoted = false;
                    if (!endsCell(i + 1)) {
                        return broken(firstBreak,
                                "behind a closing quote stands something else than the end of the cell");
                    }
                } else if (c == '\n' && firstBreak < 0) {
                    firstBreak = i;
                }
            } else if (c == '\n') {
                return taken(i, i + 1);
            } else {
                isQuoted = atCellStart && c == quote;
                atCellStart = c == delimiter;
            }
        }
        return broken(firstBreak, isQuoted && firstBreak >= 0 ? "a quote is opened and never closed" : null);
    }

    private boolean endsCell(int i) throws IOException {
        int c = at(i);
        return c < 0 || c == delimiter || c == '\n' || c == '\r' && (at(i + 1) == '\n' || at(i + 1) < 0);
    }

    private Piece taken(int length, int consumed) {
        var piece = new Piece(line, bytes(length), null);
        for (int i = start; i < start + length; i++) {
            line += buffer[i] == '\n' ? 1 : 0;
        }
        start += consumed;
        return piece;
    }

    /** The first line alone; the reading goes on behind it. */
    private Piece broken(int firstBreak, String flaw) throws IOException {
        int length = firstBreak;
        if (length < 0) {
            length = 0;
            while (length <= bytesMax && at(length) >= 0 && at(length) != '\n') {
                length++;
            }
        }
        boolean isTooLong = length > bytesMax;
        int kept = Math.min(length, bytesMax);
        var piece = new Piece(line, bytes(kept), isTooLong || flaw == null
                ? "a record has at most " + bytesMax + " bytes"
                : flaw);
        start += kept;
        while (at(0) >= 0 && at(0) != '\n') {
            start++;
        }
        start += at(0) < 0 ? 0 : 1;
        return piece;
    }

    private byte[] bytes(int length) {
        int end = start + length;
        return Arrays.copyOfRange(buffer, start, end > start && buffer[end - 1] == '\r' ? end - 1 : end);
    }

    /** The byte this far ahead; below 0 at the end of the file. */
    private int at(int ahead) throws IOException {
        while (start + ahead >= limit && !isEnd) {
            fill();
        }
        return start + ahead < limit ? buffer[start + ahead] & 0xFF : -1;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        isEnd = read < 0;
        limit += Math.max(read, 0);
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
