package io.carbonflow.gateway.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** The rows of a CSV file. */
final class CsvFile implements FileItems {

    private static final int COLUMNS_MAX = 1_000;

    private final CsvSplitter splitter;
    private final CsvRows rows;
    private final String contentType;
    private final Occurrences occurrences;
    private final int occurrence;
    private final int bytesMax;
    private int index;

    /** Makes the rule for rows once the columns are known. */
    @FunctionalInterface
    interface RowRule {
        CsvRows of(CsvDialect dialect, List<String> columns);
    }

    /**
     * Reads as far as the header.
     *
     * @param head     the file's beginning, which was read already
     * @param in       the rest of the file
     * @param declared what the sender says of its form
     * @throws UnreadableFileException where no row of it can be read
     */
    CsvFile(byte[] head, InputStream in, Map<String, String> declared, FilesConfig config, int bytesMax, RowRule rule)
            throws IOException {
        byte[] content = Arrays.copyOfRange(head, CsvHead.markLength(head), head.length);
        int skipped = number("skip_lines", declared.getOrDefault("skip_lines", "0"));
        CsvDialect dialect = CsvHead.dialect(declared, CsvHead.withoutLines(content, skipped));
        splitter = new CsvSplitter(new SequenceInputStream(new ByteArrayInputStream(content), in), dialect.delimiter(),
                dialect.quote(), bytesMax);
        for (int i = 0; i < skipped; i++) {
            splitter.skipLine();
        }
        List<String> columns = CsvColumns.named(declared.containsKey("columns") ? columns(declared.get("columns"))
                : header(dialect, declared));
        check(columns);
        rows = rule.of(dialect, columns);
        contentType = contentType(dialect, columns, declared);
        occurrences = new Occurrences(config.rowsWithoutIdMax());
        occurrence = number("occurrence", declared.getOrDefault("occurrence", "0"));
        this.bytesMax = bytesMax;
    }

    @Override
    public boolean several() {
        return true;
    }

    @Override
    public List<String> ignoredColumns() {
        return rows.ignoredColumns();
    }

    @Override
    public FileItem next() throws IOException {
        CsvSplitter.Piece piece = splitter.next();
        if (piece == null) {
            return null;
        }
        int at = index++;
        if (piece.flaw() != null) {
            boolean isTooLong = piece.bytes().length >= bytesMax;
            return new FileItem(at, piece.line(), piece.bytes(), contentType,
                    Reasons.only(isTooLong ? ReasonCode.TOO_LARGE : ReasonCode.MALFORMED, null, piece.flaw()));
        }
        CsvRows.Row row = rows.row(piece.bytes());
        if (row.flaw() != null || !rows.areWithoutId()) {
            return new FileItem(at, piece.line(), piece.bytes(), contentType, rows.examine(row, null));
        }
        byte[] hash = rows.hash(row);
        int count = occurrence > 0 ? occurrence : occurrences.count(ByteBuffer.wrap(hash).getLong());
        Verdict verdict = count == 0
                ? Reasons.only(ReasonCode.TOO_LARGE, "id",
                        "a file without a column id has no more rows than carbonflow.files.rows-without-id-max")
                : rows.examine(row, CsvRows.derivedId(hash, count));
        String type = count > 1 ? HeaderValue.with(contentType, "occurrence", Integer.toString(count)) : contentType;
        return new FileItem(at, piece.line(), piece.bytes(), type, verdict);
    }

    private List<String> header(CsvDialect dialect, Map<String, String> declared) throws IOException {
        if ("absent".equals(declared.get("header"))) {
            throw new UnreadableFileException("a file without a header needs columns=, the columns' names in order");
        }
        CsvSplitter.Piece piece = splitter.next();
        if (piece == null) {
            throw new UnreadableFileException("the file is empty; a CSV file begins with the names of its columns");
        }
        List<String> columns = piece.flaw() == null ? dialect.cells(piece.bytes()) : null;
        if (columns == null) {
            throw new UnreadableFileException("the header in line " + piece.line() + " cannot be read: "
                    + (piece.flaw() == null ? "it is no text in " + dialect.charset().name() : piece.flaw()));
        }
        return columns;
    }

    private static void check(List<String> columns) {
        if (columns.size() > COLUMNS_MAX) {
            throw new UnreadableFileException(
                    "a file has at most " + COLUMNS_MAX + " columns, found " + columns.size());
        }
        var seen = new HashSet<String>();
        columns.stream().filter(column -> !column.isEmpty() && !seen.add(column)).findFirst().ifPresent(twice -> {
            throw new UnreadableFileException("each column stands once in the header, found twice " + Quote.of(twice));
        });
    }

    /** What a row alone needs to be read again. */
    private static String contentType(CsvDialect dialect, List<String> columns, Map<String, String> declared) {
        String type = HeaderValue.with(FileFormat.CSV.mediaType(), "charset", dialect.charset().name());
        type = HeaderValue.with(type, "delimiter", Character.toString(dialect.delimiter()));
        if (dialect.quote() != '"') {
            type = HeaderValue.with(type, "quote", Character.toString(dialect.quote()));
        }
        type = HeaderValue.with(type, "decimal", dialect.decimals().name().toLowerCase(java.util.Locale.ROOT));
        for (String name : List.of("supplier_id", "mapping")) {
            type = declared.containsKey(name) ? HeaderValue.with(type, name, declared.get(name)) : type;
        }
        if (declared.containsKey("skip_lines")) {
            type = HeaderValue.with(type, "skip_lines", "0"); // these rows alone have nothing before them
        }
        return type + "; columns=" + joined(columns);
    }

    /** Names of columns as a parameter holds them. */
    static String joined(List<String> columns) {
        return columns.stream()
            .map(column -> URLEncoder.encode(column, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    }

    private static List<String> columns(String joined) {
        try {
            return Arrays.stream(joined.split(",", -1))
                .map(column -> URLDecoder.decode(column, StandardCharsets.UTF_8))
                .toList();
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException("columns are names separated by commas, percent-encoded, found "
                    + Quote.of(joined));
        }
    }

    private static int number(String name, String text) {
        if (!text.matches("\\d{1,8}")) {
            throw new UnreadableFileException(name + " is a number from 0, found " + Quote.of(text));
        }
        return Integer.parseInt(text);
    }
}
