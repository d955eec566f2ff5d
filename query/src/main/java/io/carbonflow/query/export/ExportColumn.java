package io.carbonflow.query.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;

import io.carbonflow.query.parquet.ParquetColumn;
import io.carbonflow.query.parquet.ParquetType;
import io.vertx.sqlclient.data.Numeric;

/**
 * A column of an export.
 *
 * @param sql    what is read for it
 * @param column what it becomes
 * @param scale  digits after the point to which its decimals are rounded, half-even; null where they are exact
 */
record ExportColumn(String sql, ParquetColumn column, Integer scale) {

    private static final int QUANTITY_SCALE = 18;

    static ExportColumn required(String name, ParquetType type) {
        return new ExportColumn(name, ParquetColumn.required(name, type), null);
    }

    static ExportColumn optional(String name, ParquetType type) {
        return new ExportColumn(name, ParquetColumn.nullable(name, type), null);
    }

    /** The same, read another way. */
    ExportColumn from(String expression) {
        return new ExportColumn(expression, column, scale);
    }

    /** A decimal that may have more digits in the ledger. */
    static ExportColumn quantity(String name) {
        return new ExportColumn(name, ParquetColumn.required(name, ParquetType.decimal(QUANTITY_SCALE)),
                QUANTITY_SCALE);
    }

    /** The value as its type wants it. */
    Object value(Object read) {
        if (read instanceof Numeric number) {
            BigDecimal decimal = number.bigDecimalValue();
            return scale == null ? decimal : decimal.setScale(scale, RoundingMode.HALF_EVEN);
        }
        return read instanceof OffsetDateTime time ? time.toInstant() : read;
    }
}
