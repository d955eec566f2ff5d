package io.carbonflow.intake.contract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.carbonflow.accounting.quantity.ExactDecimal;

/** What a field's value is; attributes are texts on their way, whatever JSON type they came as. */
enum FieldType {
    TEXT("a text"),
    DECIMAL("a number"),
    INTEGER("a whole number"),
    BOOLEAN("true or false"),
    TIME("an RFC 3339 time with a zone"),
    DATE("a date such as 2025-11-03");

    static final List<String> NAMES = Arrays.stream(values())
        .map(type -> type.name().toLowerCase(Locale.ROOT))
        .toList();

    private final String words;

    FieldType(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean isOf(String value) {
        try {
            return switch (this) {
                case TEXT -> !value.isBlank();
                case DECIMAL -> ExactDecimal.parse(value).isPresent();
                case INTEGER -> value.matches("-?\\d{1,18}");
                case BOOLEAN -> value.equals("true") || value.equals("false");
                case TIME -> OffsetDateTime.parse(value) != null;
                case DATE -> LocalDate.parse(value) != null;
            };
        } catch (DateTimeException notThat) {
            return false;
        }
    }
}
