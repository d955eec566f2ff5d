package io.carbonflow.accounting.quantity;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads decimals from the outside, where {@code 1E+999999999} would otherwise be a way to fill the memory. */
public final class ExactDecimal {

    /** Longest text that is still read as a number. */
    public static final int TEXT_LENGTH_MAX = 80;
    /** Most digits after the point, and most zeros an exponent may add before it. */
    public static final int SCALE_MAX = 40;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private ExactDecimal() {}

    /** The decimal the text states, with a point and no grouping; empty where it is none or beyond the limits above. */
    public static Optional<BigDecimal> parse(String text) {
        if (text == null || text.length() > TEXT_LENGTH_MAX || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs(number.scale()) > SCALE_MAX ? Optional.empty() : Optional.of(number);
    }
}
