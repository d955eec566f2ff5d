package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.quantity.ExactDecimal;

/** The cells of one row, read as what they should be; what they are not goes to the bad rows. */
final class FactorCells {

    /** No unit is so large that one of it emits a thousand million tonnes. */
    private static final BigDecimal MASS_MAX = BigDecimal.TEN.pow(12);
    /** A number that is written in no more characters than this cannot be out of proportion by its exponent. */
    private static final int PLAIN_LENGTH_MAX = 18;

    private final FactorHeader header;
    private final Csv.Row row;
    private final List<BadRow> badRows;

    FactorCells(FactorHeader header, Csv.Row row, List<BadRow> badRows) {
        this.header = header;
        this.row = row;
        this.badRows = badRows;
    }

    String text(FactorColumn column) {
        return header.cell(row, column);
    }

    boolean areEmpty(FactorColumn... columns) {
        for (FactorColumn column : columns) {
            if (!text(column).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    String required(FactorColumn column) {
        String text = text(column);
        if (text.isEmpty()) {
            bad(column, "the cell is empty, a value is required");
        }
        return text;
    }

    /** The value the text names; null, with a bad row, where it names none. */
    <T> T one(FactorColumn column, Function<String, Optional<T>> find, String allowed) {
        String text = text(column);
        Optional<T> value = find.apply(text);
        if (value.isEmpty()) {
            bad(column, "found '%s', allowed: %s".formatted(text, allowed));
            return null;
        }
        return value.get();
    }

    /** As {@link #one}, but an empty cell means the default. */
    <T> T optional(FactorColumn column, Function<String, Optional<T>> find, String allowed, T byDefault) {
        return text(column).isEmpty() ? byDefault : one(column, find, allowed);
    }

    /** A whole number of plain digits; empty, with a bad row, where it is none or outside the bounds. */
    OptionalInt whole(FactorColumn column, int min, int max) {
        String text = text(column);
        int value = text.isEmpty() || text.length() > 4 ? -1 : 0;
        for (int i = 0; i < text.length() && value >= 0; i++) {
            char c = text.charAt(i);
            value = c < '0' || c > '9' ? -1 : value * 10 + c - '0';
        }
        if (value < min || value > max) {
            bad(column, "found '%s', allowed are %d to %d".formatted(text, min, max));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value);
    }

    /** As {@link #whole}; null where the cell is empty. */
    Integer wholeIfAny(FactorColumn column, int min, int max) {
        if (text(column).isEmpty()) {
            return null;
        }
        OptionalInt value = whole(column, min, max);
        return value.isPresent() ? value.getAsInt() : null;
    }

    LocalDate date(FactorColumn column) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            bad(column, text + " is not a date such as 2025-01-31");
            return null;
        }
    }

    /** A decimal of 0 or more; null where the cell is empty, or, with a bad row, where it is none. */
    BigDecimal mass(FactorColumn column) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        BigDecimal number = isPlain(text) ? new BigDecimal(text) : ExactDecimal.parse(text).orElse(null);
        if (number == null || number.signum() < 0) {
            bad(column, text + " is not a decimal of zero or more");
            return null;
        }
        if (number.compareTo(MASS_MAX) >= 0) {
            bad(column, text + " is out of all proportion, allowed is below " + MASS_MAX.toPlainString());
            return null;
        }
        return number;
    }

    /** Digits with at most one point among them, which is what nearly every cell holds. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length > PLAIN_LENGTH_MAX || text.charAt(0) == '.' || text.charAt(length - 1) == '.') {
            return false;
        }
        boolean point = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (point) {
                    return false;
                }
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    void bad(FactorColumn column, String detail) {
        badRows.add(new BadRow(row.line(), column.code(), detail));
    }
}
