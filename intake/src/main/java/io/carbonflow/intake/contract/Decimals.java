package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;

/** Reads decimals, from JSON numbers and from texts alike, exactly as written and never one that is a bomb. */
public final class Decimals {

    /** Every quantity is smaller than this, whatever its unit. */
    static final BigDecimal MAGNITUDE_BOUND = BigDecimal.TEN.pow(15);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

    private Decimals() {}

    /** The decimal a JSON value states, any sign; null and a reason where it states none within the bounds. */
    public static BigDecimal read(JsonNode value, String field, Reasons reasons) {
        return value.isNumber() ? bounded(value.decimalValue(), field, reasons)
                : parse(value.isPojo() ? value.toString() : value.isTextual() ? value.textValue().strip() : null,
                        value, field, reasons);
    }

    /** The same for a quantity that has no negative values. */
    public static BigDecimal readNotNegative(JsonNode value, String field, Reasons reasons) {
        BigDecimal number = read(value, field, reasons);
        if (number != null && number.signum() < 0) {
            reasons.add(ReasonCode.QUANTITY_NEGATIVE, field,
                    field + " is zero or more, found " + number.toPlainString());
            return null;
        }
        return number;
    }

    private static BigDecimal parse(String text, JsonNode value, String field, Reasons reasons) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            reasons.add(ReasonCode.FIELD_INVALID, field, field
                    + " is a number or a decimal text with a point such as \"1247.3\", found " + found(text, value));
            return null;
        }
        var number = ExactDecimal.parse(text);
        if (number.isEmpty()) {
            outOfRange(field, Quote.of(text), reasons);
            return null;
        }
        return bounded(number.get(), field, reasons);
    }

    /** The number itself if it lies within the bounds; else null and a reason. */
    public static BigDecimal bounded(BigDecimal number, String field, Reasons reasons) {
        // compareTo looks at the magnitudes first, so it is cheap for any exponent.
        if (number.abs().compareTo(MAGNITUDE_BOUND) >= 0 || number.scale() > ExactDecimal.SCALE_MAX) {
            outOfRange(field, Quote.of(number.toString()), reasons);
            return null;
        }
        return number;
    }

    private static void outOfRange(String field, String found, Reasons reasons) {
        reasons.add(ReasonCode.OUT_OF_RANGE, field, field + " is smaller than 1e15 and has at most "
                + ExactDecimal.SCALE_MAX + " decimals, found " + found);
    }

    private static String found(String text, JsonNode value) {
        return text == null ? "a JSON " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                : Quote.of(text);
    }
}
