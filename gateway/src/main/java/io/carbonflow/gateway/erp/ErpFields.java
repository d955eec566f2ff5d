package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.json.Quote;

/**
 * The fields of an ERP's document or line: numbers that are texts, names that are numbers, dates of three kinds. What is
 * broken stands in the reasons under the ERP's own names.
 *
 * @param node    the document or line
 * @param reasons where what is wrong is told
 */
record ErpFields(JsonNode node, Reasons reasons) {

    static final int ID_LENGTH_MAX = 60;
    /** OData V2's date: milliseconds of UTC, with an offset that is for display only. */
    private static final Pattern ODATA_DATE = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{4})?\\)/");
    private static final int REVISION_DIGITS = 20;

    boolean has(String name) {
        JsonNode value = node.path(name);
        return !value.isMissingNode() && !value.isNull() && !value.asText("x").isBlank();
    }

    /** Of several names the first that is there; the first name of all where none is. */
    String first(String... names) {
        for (String name : names) {
            if (has(name)) {
                return name;
            }
        }
        return names[0];
    }

    /** A name of something, also where the ERP writes it as a number; null where it is absent or none. */
    String id(String... names) {
        String name = first(names);
        JsonNode value = node.path(name);
        if (!has(name)) {
            return null;
        }
        String text = value.isTextual() || value.isNumber() ? value.asText() : "";
        if (text.isBlank() || text.length() > ID_LENGTH_MAX || !text.codePoints().allMatch(Quote::isPlain)) {
            reasons.add(ReasonCode.FIELD_INVALID, name, name + " is a text or number of 1 to " + ID_LENGTH_MAX
                    + " characters without control characters, found "
                    + (value.isContainerNode() ? "a JSON container" : Quote.of(value.asText())));
            return null;
        }
        return text;
    }

    String requiredId(String... names) {
        return required(names) ? id(names) : null;
    }

    boolean required(String... names) {
        String name = first(names);
        if (!has(name)) {
            reasons.add(ReasonCode.FIELD_MISSING, name, String.join(" or ", names) + " is required");
            return false;
        }
        return true;
    }

    /** Zero or more. */
    BigDecimal decimal(String name) {
        return has(name) ? Decimals.readNotNegative(node.get(name), name, reasons) : null;
    }

    /** Of either sign. */
    BigDecimal signed(String name) {
        return has(name) ? Decimals.read(node.get(name), name, reasons) : null;
    }

    /** Whether an ERP's flag is set: {@code true}, {@code "X"}, {@code "Y"}, {@code "L"}. */
    boolean flag(String name) {
        String value = node.path(name).asText("").strip();
        return !value.isEmpty() && !value.equalsIgnoreCase("false") && !value.equalsIgnoreCase("N")
                && !value.equalsIgnoreCase("null");
    }

    /** A currency of ISO 4217. */
    Unit currency(String name) {
        String code = node.path(name).asText("");
        Unit unit = Unit.find(code).filter(found -> found.dimension() == Dimension.MONEY).orElse(null);
        if (unit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, name, name + " is a currency of ISO 4217, found " + Quote.of(code));
        }
        return unit;
    }

    /** A date is the start of its day in UTC; a time has a zone. */
    Instant time(Times times, String... names) {
        String name = first(names);
        String text = node.path(name).asText("");
        Matcher odata = ODATA_DATE.matcher(text);
        if (odata.matches()) {
            return times.within(Instant.ofEpochMilli(Long.parseLong(odata.group(1))), name, reasons);
        }
        boolean isDate = text.length() == "2024-05-03".length();
        return times.read(isDate ? text + "T00:00:00Z" : text, name, null, reasons);
    }

    /** When the ERP last changed it, of whichever of these fields can be read; null where none can. */
    Instant changedAt(String... names) {
        for (String name : names) {
            Instant changed = instant(node.path(name).asText(""));
            if (changed != null) {
                return changed;
            }
        }
        return null;
    }

    private static Instant instant(String text) {
        Matcher odata = ODATA_DATE.matcher(text);
        if (odata.matches()) {
            return Instant.ofEpochMilli(Long.parseLong(odata.group(1)));
        }
        try {
            return text.length() == "2024-05-03".length() ? Instant.parse(LocalDate.parse(text) + "T00:00:00Z")
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notOne) {
            return null;
        }
    }

    /** Orders versions as text: a count of fixed width. */
    static String revision(long count) {
        String digits = Long.toString(Math.max(0, count));
        return "0".repeat(REVISION_DIGITS - digits.length()) + digits;
    }

    /** Line numbers come with and without leading zeros, depending on who asks: 00010 is 10. */
    static String lineNumber(String text) {
        return text != null && text.matches("0+\\d+") ? text.replaceFirst("^0+(?=\\d)", "") : text;
    }

    /** Of several names of an association the one under which the document has it; the first where it has none. */
    static String associationOf(JsonNode document, String... names) {
        for (String name : names) {
            if (!rows(document, name).isEmpty()) {
                return name;
            }
        }
        return names[0];
    }

    /** The rows of an expanded association: an array, or an array in {@code results}, {@code value} or {@code items}. */
    static List<JsonNode> rows(JsonNode document, String... names) {
        var rows = new ArrayList<JsonNode>();
        for (String name : names) {
            JsonNode association = document.path(name);
            for (String inner : List.of("results", "value", "items")) {
                association = association.path(inner).isArray() ? association.get(inner) : association;
            }
            if (association.isArray()) {
                association.forEach(rows::add);
                return rows;
            }
        }
        return rows;
    }
}
