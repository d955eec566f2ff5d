package io.carbonflow.query.parquet;

import static java.util.Objects.requireNonNull;

/**
 * A column of a Parquet file.
 *
 * @param isNullable whether a row may be without a value
 */
public record ParquetColumn(String name, ParquetType type, boolean isNullable) {

    public ParquetColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    /** One that every row has a value in. */
    public static ParquetColumn required(String name, ParquetType type) {
        return new ParquetColumn(name, type, false);
    }

    public static ParquetColumn nullable(String name, ParquetType type) {
        return new ParquetColumn(name, type, true);
    }
}
