package io.carbonflow.intake.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.json.Quote;

/** One object of a document while it is read, with everything that is found wrong in it. */
final class Faults {

    private final List<MappingFault> found;

    Faults() {
        this.found = new ArrayList<>();
    }

    List<MappingFault> found() {
        return found;
    }

    void add(String at, String detail) {
        found.add(new MappingFault(at, detail));
    }

    /** Names every member that is none of these. */
    void unknown(JsonNode object, String at, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                add(under(at, name), Quote.of(name) + " is not known here, known are "
                        + String.join(", ", new java.util.TreeSet<>(known)));
            }
        });
    }

    /** A text that is not blank; null where it is absent or a fault. */
    String text(JsonNode object, String at, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > Version.LENGTH_MAX) {
            add(under(at, name), name + " is a text of 1 to " + Version.LENGTH_MAX + " characters, found "
                    + Quote.of(value.toString()));
            return null;
        }
        return value.textValue();
    }

    boolean flag(JsonNode object, String at, String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            add(under(at, name), name + " is true or false, found " + Quote.of(value.toString()));
        }
        return value.asBoolean(false);
    }

    /** A list of texts or numbers, as texts; a single one is a list of one. Empty where it is absent. */
    List<String> texts(JsonNode object, String at, String name) {
        JsonNode value = object.path(name);
        var texts = new ArrayList<String>();
        for (JsonNode one : value.isArray() ? value : value.isMissingNode() ? List.<JsonNode>of() : List.of(value)) {
            String text = one.isBoolean() ? one.asText() : Scalars.text(one);
            if (text == null) {
                add(under(at, name), name + " is a text or a list of texts, found " + Quote.of(value.toString()));
                return List.of();
            }
            texts.add(text);
        }
        if (value.isArray() && texts.isEmpty()) {
            add(under(at, name), name + " is empty");
        }
        return texts;
    }

    /** Texts by text. Empty where it is absent. */
    Map<String, String> words(JsonNode object, String at, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return Map.of();
        }
        if (!value.isObject() || value.isEmpty()) {
            add(under(at, name), name + " is an object of their words and ours, found " + Quote.of(value.toString()));
            return Map.of();
        }
        var words = new LinkedHashMap<String, String>();
        value.properties().forEach(word -> {
            String ours = word.getValue().isBoolean() ? word.getValue().asText() : Scalars.text(word.getValue());
            if (ours == null) {
                add(under(under(at, name), word.getKey()), "our word is a text, found "
                        + Quote.of(word.getValue().toString()));
            } else {
                words.put(word.getKey().strip(), ours);
            }
        });
        return words;
    }

    static String under(String at, String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
