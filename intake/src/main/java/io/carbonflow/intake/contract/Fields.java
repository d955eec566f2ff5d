package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;

/**
 * The fields of one JSON object, read by rule. Each method returns null where the field is absent or breaks its rule;
 * what is broken stands in the reasons, under the sender's own field names.
 */
public final class Fields {

    static final int ID_LENGTH_MAX = 200;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final JsonNode object;
    private final String prefix;
    private final Reasons reasons;

    public Fields(JsonNode object, Reasons reasons) {
        this(object, "", reasons);
    }

    private Fields(JsonNode object, String prefix, Reasons reasons) {
        this.object = object;
        this.prefix = prefix;
        this.reasons = reasons;
    }

    /** The fields of an object inside this one; its names are reported as {@code outer.inner}. Absent reads as empty. */
    public Fields inside(String name) {
        return new Fields(object.path(name), prefix + name + '.', reasons);
    }

    /** The name of a field as it is reported. */
    public String nameOf(String field) {
        return prefix + field;
    }

    public boolean has(String name) {
        JsonNode value = object.path(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** The value itself; a missing node where there is none. */
    public JsonNode node(String name) {
        return object.path(name);
    }

    /** Reports the field if it is absent. */
    public boolean required(String name) {
        if (!has(name)) {
            reasons.add(ReasonCode.FIELD_MISSING, nameOf(name), nameOf(name) + " is required");
            return false;
        }
        return true;
    }

    public String requiredId(String name) {
        return required(name) ? id(name) : null;
    }

    /** A name of something: text, not blank, at most {@value #ID_LENGTH_MAX} characters, none of them a control. */
    public String id(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        if (value.isTextual() && isId(value.textValue())) {
            return value.textValue();
        }
        invalid(name, "a text of 1 to " + ID_LENGTH_MAX + " characters, not blank, without control characters");
        return null;
    }

    static boolean isId(String text) {
        return text.length() <= ID_LENGTH_MAX && !text.isBlank() && isPlain(text);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') { // rarely: what is not ASCII is looked at code point by code point
                return text.codePoints().allMatch(Quote::isPlain);
            }
        }
        return true;
    }

    /** One of a few words. */
    public String word(String name, Collection<String> permitted) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        if (value.isTextual() && permitted.contains(value.textValue())) {
            return value.textValue();
        }
        invalid(name, "one of " + String.join(", ", permitted));
        return null;
    }

    /** ISO 3166-1 alpha-2; taken in either case, given in upper case. */
    public String country(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        String upperCase = value.isTextual() ? value.textValue().toUpperCase(Locale.ROOT) : "";
        if (isCountry(upperCase)) {
            return upperCase;
        }
        invalid(name, "a country of ISO 3166-1 alpha-2 such as DE");
        return null;
    }

    /** Whether it is a country code in upper case; Kosovo's XK is in use everywhere and in the standard nowhere. */
    public static boolean isCountry(String text) {
        return COUNTRIES.contains(text) || text.equals("XK");
    }

    public BigDecimal decimal(String name) {
        return has(name) ? Decimals.readNotNegative(object.get(name), nameOf(name), reasons) : null;
    }

    public Instant time(String name, Times times) {
        if (!has(name)) {
            return null;
        }
        if (!object.get(name).isTextual()) {
            invalid(name, "an RFC 3339 time such as \"2025-11-03T10:00:00Z\"");
            return null;
        }
        return times.read(object.get(name).textValue(), nameOf(name), null, reasons);
    }

    /** Reports that the field's value is not what it may be. */
    public void invalid(String name, String allowed) {
        JsonNode value = object.path(name);
        String found = value.isTextual() ? Quote.of(value.textValue())
                : value.isContainerNode() ? "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT)
                        : Quote.of(value.toString());
        reasons.add(ReasonCode.FIELD_INVALID, nameOf(name), nameOf(name) + " is " + allowed + ", found " + found);
    }

    Reasons reasons() {
        return reasons;
    }
}
