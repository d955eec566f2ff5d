package io.carbonflow.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Single values of a payload as texts. */
final class Scalars {

    private Scalars() {}

    /** The value's text, digits and leading zeros as written; null where it is absent, null or blank. */
    static String text(JsonNode value) {
        if (value == null || value.isMissingNode() || value.isNull() || value.isContainerNode()) {
            return null;
        }
        String text = value.isTextual() ? value.textValue()
                : value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
        return text.isBlank() ? null : text;
    }
}
