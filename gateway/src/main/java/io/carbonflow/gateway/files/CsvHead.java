package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.carbonflow.gateway.files.CsvDialect.Decimals;
import io.carbonflow.intake.json.Quote;

/** Finds out how a CSV file is written: what the sender declares counts, the rest shows in the file's beginning. */
final class CsvHead {

    static final String DELIMITERS = ";,\t|";
    private static final Map<String, Character> NAMED = Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe",
            '|');
    private static final List<String> CHARSETS = List.of("UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15",
            "windows-1252");
    private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?[\\d.]*\\d,\\d+");
    private static final Pattern POINT_DECIMAL = Pattern
        .compile("[+-]?(0\\.\\d+|\\d{4,}\\.\\d+|\\d+\\.(\\d{1,2}|\\d{4,}))");

    private CsvHead() {}

    /**
     * The dialect of a file.
     *
     * @param declared {@code delimiter}, {@code quote}, {@code charset}, {@code decimal}; each may be absent
     * @param head     the beginning of the file, behind a byte order mark
     * @throws UnreadableFileException with what is wrong with a declaration
     */
    static CsvDialect dialect(Map<String, String> declared, byte[] head) {
        char quote = character("quote", declared.getOrDefault("quote", "\""));
        Charset charset = charset(declared.getOrDefault("charset", "UTF-8"));
        char delimiter = declared.containsKey("delimiter")
                ? character("delimiter", declared.get("delimiter"))
                : delimiter(head, quote);
        if (delimiter == quote) {
            throw new UnreadableFileException("delimiter and quote are two characters, found the same");
        }
        return new CsvDialect(delimiter, quote, charset, decimals(declared.get("decimal"), head, delimiter, quote));
    }

    private static char character(String name, String text) {
        Character named = NAMED.get(text);
        char found = named != null ? named : text.length() == 1 ? text.charAt(0) : 0;
        if (found == '\t' || found > ' ' && found < 0x7F && !Character.isLetterOrDigit(found)) {
            return found;
        }
        throw new UnreadableFileException(
                name + " is one ASCII character that is neither letter nor digit, or one of comma, semicolon, tab, pipe; found "
                        + Quote.of(text));
    }

    private static Charset charset(String name) {
        try {
            var charset = Charset.forName(name);
            if (CHARSETS.contains(charset.name())) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // answered below
        }
        throw new UnreadableFileException(
                "charset is one of " + String.join(", ", CHARSETS) + ", found " + Quote.of(name));
    }

    /** The one that stands most often in the first record outside quotes; of several as often the first of the list. */
    private static char delimiter(byte[] head, char quote) {
        var counts = new int[DELIMITERS.length()];
        boolean isQuoted = false;
        byte before = '\n';
        for (byte one : head) {
            boolean atCellStart = before == '\n' || DELIMITERS.indexOf(before) >= 0;
            before = one;
            if (one == quote) {
                isQuoted = !isQuoted && atCellStart;
            } else if (!isQuoted && one == '\n' && java.util.Arrays.stream(counts).sum() > 0) {
                break;
            } else if (!isQuoted && DELIMITERS.indexOf(one) >= 0) {
                counts[DELIMITERS.indexOf(one)]++;
            }
        }
        int most = 1; // a file of one column has none, and then any will do
        for (int i = 0; i < counts.length; i++) {
            most = counts[i] > counts[most] || counts[i] == counts[most] && counts[i] > 0 && i < most ? i : most;
        }
        return DELIMITERS.charAt(most);
    }

    private static Decimals decimals(String declared, byte[] head, char delimiter, char quote) {
        if (declared == null) {
            return delimiter == ';' ? shown(head, quote) : Decimals.POINT;
        }
        return switch (declared) {
            case ",", "comma" -> Decimals.COMMA;
            case ".", "point" -> Decimals.POINT;
            case "open" -> Decimals.OPEN;
            default -> throw new UnreadableFileException("decimal is comma or point, found " + Quote.of(declared));
        };
    }

    /** What the numbers of the first records say: all of one kind decide the others. */
    private static Decimals shown(byte[] head, char quote) {
        boolean hasComma = false;
        boolean hasPoint = false;
        var splitter = new CsvSplitter(new ByteArrayInputStream(head), ';', quote, head.length);
        var dialect = new CsvDialect(';', quote, ISO_8859_1, Decimals.OPEN);
        try {
            for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
                for (String cell : dialect.cells(piece.bytes())) {
                    hasComma |= COMMA_DECIMAL.matcher(cell).matches();
                    hasPoint |= POINT_DECIMAL.matcher(cell).matches();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        return hasComma == hasPoint ? Decimals.OPEN : hasComma ? Decimals.COMMA : Decimals.POINT;
    }

    /** What stands behind the first lines: they are no part of what shows how a file is written. */
    static byte[] withoutLines(byte[] head, int lines) {
        int from = 0;
        int left = lines;
        while (from < head.length && left > 0) {
            left -= head[from++] == '\n' ? 1 : 0;
        }
        return java.util.Arrays.copyOfRange(head, from, head.length);
    }

    /** The bytes of a byte order mark at the beginning, 0 where there is none. */
    static int markLength(byte[] head) {
        if (head.length >= 2 && (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE
                || head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)) {
            throw new UnreadableFileException("a file is in UTF-8 or a declared single-byte charset, found UTF-16");
        }
        byte[] mark = "\uFEFF".getBytes(UTF_8);
        return head.length >= mark.length && java.util.Arrays.equals(head, 0, mark.length, mark, 0, mark.length)
                ? mark.length
                : 0;
    }
}
