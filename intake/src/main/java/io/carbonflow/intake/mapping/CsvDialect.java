package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param delimiter between two fields; null where it is to be found out
 * @param quote     around a field
 * @param charset   of the bytes; null where it is to be found out
 * @param skipLines lines before the header, such as a report's title
 * @param columns   the columns' names where the file has no header; empty where it has one
 */
public record CsvDialect(Character delimiter, char quote, Charset charset, int skipLines, List<String> columns) {

    /** Everything as usual. */
    public static final CsvDialect USUAL = new CsvDialect(null, '"', null, 0, List.of());

    public CsvDialect {
        requireNonNull(columns, "columns is null");
        columns = List.copyOf(columns);
    }
}
