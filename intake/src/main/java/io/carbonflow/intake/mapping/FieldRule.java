package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * How one field of an activity comes about.
 *
 * @param source    where its value comes from
 * @param required  whether an item without it is refused, though the contract would do without
 * @param standard  the value where the source has none; null for none
 * @param words     their words and ours; empty where theirs are taken as they are
 * @param otherwise ours for every word that is not listed; null where such an item waits until somebody has said
 * @param number    how numbers are written
 * @param date      how times are written; null where the field is no time, or written as the contract has it
 */
record FieldRule(Source source, boolean required, String standard, Map<String, String> words, String otherwise,
        NumberRule number, DateRule date) {

    /** Where a value comes from. */
    sealed interface Source {}

    /** The document itself. */
    record Constant(JsonNode value) implements Source {}

    /** The payload. */
    record Taken(Origin origin) implements Source {}

    /** Several values, one behind the other. */
    record Joined(List<FieldRule> parts) implements Source {
        Joined {
            parts = List.copyOf(parts);
        }
    }

    FieldRule {
        requireNonNull(source, "source is null");
        requireNonNull(number, "number is null");
        words = Map.copyOf(words);
    }

    static FieldRule taken(Origin origin) {
        return new FieldRule(new Taken(origin), false, null, Map.of(), null, new NumberRule(null, null), null);
    }

    static FieldRule constant(JsonNode value) {
        return new FieldRule(new Constant(value), false, null, Map.of(), null, new NumberRule(null, null), null);
    }

    /** The name in the payload by which a sender knows the field; null where it is not from there. */
    String nameAt(Place place) {
        if (source instanceof Taken taken) {
            return taken.origin.find(place).name();
        }
        if (source instanceof Joined joined) {
            return joined.parts.stream()
                .map(part -> part.nameAt(place))
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
        }
        return null;
    }

    /** The value for the activity; null where there is none. What is wrong with it is said to the findings. */
    JsonNode value(Place place, Findings findings) {
        if (source instanceof Constant constant) {
            return constant.value;
        }
        String text = source instanceof Taken taken ? taken(taken.origin.find(place), findings)
                : joined(((Joined) source).parts, place, findings);
        return text == null ? null : TextNode.valueOf(text);
    }

    private String taken(Origin.Found found, Findings findings) {
        if (found.value().isContainerNode()) {
            findings.refuse(ReasonCode.FIELD_INVALID, found.name(), "%s is a single value, found a JSON %s".formatted(
                    found.name(), found.value().isObject() ? "object" : "array"));
            return null;
        }
        String text = Scalars.text(found.value());
        if (text == null) {
            if (standard == null && required) {
                findings.refuse(ReasonCode.FIELD_MISSING, found.name(), found.name() + " is required");
            }
            return standard;
        }
        if (!words.isEmpty()) {
            return word(found.name(), text.strip(), findings);
        }
        return written(found.name(), text, found.value().isNumber(), findings);
    }

    private String word(String name, String text, Findings findings) {
        String word = words.getOrDefault(text, otherwise);
        if (word == null) {
            findings.hold(ReasonCode.MAPPING_NOT_FOUND, name, "%s is %s, the mapping knows %s".formatted(name,
                    Quote.of(text), String.join(", ", new TreeSet<>(words.keySet()))));
        }
        return word;
    }

    private String written(String name, String text, boolean isNumber, Findings findings) {
        var reasons = new Reasons();
        String read = text;
        if (date != null) {
            Instant instant = date.read(text, name, reasons);
            read = instant == null ? null : instant.toString();
        } else if (!number.isPlain()) {
            read = number.read(text, isNumber, name, reasons);
        }
        findings.refuse(reasons);
        return read;
    }

    private static String joined(List<FieldRule> parts, Place place, Findings findings) {
        var text = new StringBuilder();
        for (FieldRule part : parts) {
            JsonNode value = part.value(place, findings);
            if (value == null) {
                return null;
            }
            text.append(Scalars.text(value) == null ? value.asText() : Scalars.text(value));
        }
        return text.toString();
    }
}
