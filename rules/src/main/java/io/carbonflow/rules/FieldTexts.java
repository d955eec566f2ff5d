package io.carbonflow.rules;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** The texts of documents. */
final class FieldTexts {

    private static final int LENGTH_MAX = 4_000;
    private static final int SHOWN_MAX = 80;
    /** Of other years a day after or before may not exist. */
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    static final String ALLOWED = "a text of 1 to %d characters, none of them a control character or half a surrogate pair"
        .formatted(LENGTH_MAX);

    private FieldTexts() {}

    /** Whether a value is a text that can be stored and shown anywhere; databases and encoders refuse NUL and half a pair. */
    static boolean isText(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() && value.textValue().length() <= LENGTH_MAX
                && value.textValue().codePoints().allMatch(FieldTexts::isCharacter);
    }

    private static boolean isCharacter(int codePoint) {
        boolean isControl = Character.isISOControl(codePoint) && "\n\r\t".indexOf(codePoint) < 0;
        return !isControl && Character.getType(codePoint) != Character.SURROGATE;
    }

    /** A day of the years 0 to 9999. */
    static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String shortened(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
